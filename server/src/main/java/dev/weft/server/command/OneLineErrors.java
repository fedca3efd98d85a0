package dev.weft.server.command;

import dev.weft.server.config.ConfigException;
import dev.weft.server.log.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong in one line, and how it went wrong in the exit code. */
final class OneLineErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    /** Nearer words than these are not what was meant. */
    private static final int MOST_SUGGESTIONS = 3;

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        print(wrong.getCommandLine(), wrong.getMessage() + suggestions(wrong));
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return switch (thrown) {
            case ConfigException wrong -> {
                print(command, wrong.getMessage());
                yield ExitCode.USAGE;
            }
            case StartException cannot -> {
                print(command, cannot.getMessage());
                yield ExitCode.SOFTWARE;
            }
            default -> {
                // A mistake in this program: whoever mends it needs the stack.
                print(command, thrown.toString());
                thrown.printStackTrace(command.getErr());
                yield ExitCode.SOFTWARE;
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
