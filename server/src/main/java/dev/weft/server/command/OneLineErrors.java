package dev.weft.server.command;

import dev.weft.server.config.ConfigException;
import dev.weft.server.log.Printable;
import dev.weft.server.tls.TlsFileException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an error in one line, and its kind in the exit code, which each command defines. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** More suggestions than these would hardly include what was meant. */
    private static final int MOST_SUGGESTIONS = 3;

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        print(wrong.getCommandLine(), wrong.getMessage() + suggestions(wrong));
        return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        int wrongUse = command.getCommandSpec().exitCodeOnInvalidInput();
        int failure = command.getCommandSpec().exitCodeOnExecutionException();
        return switch (thrown) {
            case ConfigException wrong -> {
                print(command, wrong.getMessage());
                yield wrongUse;
            }
            case StartException cannot -> {
                print(command, cannot.getMessage());
                yield failure;
            }
            case TlsFileException unusable -> {
                print(command, unusable.reason());
                yield failure;
            }
            default -> {
                // A bug in this program: fixing it needs the stack trace.
                print(command, thrown.toString());
                thrown.printStackTrace(command.getErr());
                yield failure;
            }
        };
    }

    private static void print(CommandLine command, @Nullable String message) {
        command.getErr().println("weft: " + Printable.of(String.valueOf(message)));
    }

    private static String suggestions(ParameterException wrong) {
        List<String> suggestions =
                wrong instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return suggestions.isEmpty()
                ? ""
                : "; did you mean "
                        + String.join(" or ", suggestions.subList(0, Math.min(MOST_SUGGESTIONS, suggestions.size())))
                        + "?";
    }
}
