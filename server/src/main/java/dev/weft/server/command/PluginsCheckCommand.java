package dev.weft.server.command;

import dev.weft.server.config.ConfigException;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.source.PluginCheck;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports everything that is wrong with a plugin to its author. */
@Command(
        name = "check",
        sortOptions = false,
        description =
                "Checks whether files are plugins for this server and reports every problem, without running their"
                        + " code.%n",
        exitCodeOnExecutionException = 3,
        footer = {
            "",
            "Prints a line with 'ok' for each accepted file, 'rejected' for each problem, and 'warning' for what",
            "does not prevent loading.",
            "",
            "Exit codes: 0 all accepted, 1 rejected, 2 usage error, 3 this command failed."
        })
final class PluginsCheckCommand implements Callable<Integer> {

    /** Tells a script that the check failed; 3 means that there is no result, because the command itself failed. */
    private static final int REJECTED = 1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "JAR to check, of any name")
    @SuppressWarnings("NullAway.Init") // As spec.
    private List<Path> files;

    private PluginsCheckCommand() {}

    static CommandLine commandLine() {
        CommandLine check = new CommandLine(new PluginsCheckCommand());
        check.getCommandSpec().addOption(WeftCommand.helpOption());
        return check;
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new ConfigException(file + ": no such file");
            }
        }
        List<PluginCheck> checks = files.stream().map(PluginCheck::of).toList();
        Map<String, Path> owners = new HashMap<>();
        for (PluginCheck check : checks) {
            print(check);
            warnOfTakenIds(check, owners);
        }
        return checks.stream().allMatch(check -> check.problems().isEmpty()) ? ExitCode.OK : REJECTED;
    }

    private void print(PluginCheck check) {
        PrintWriter out = spec.commandLine().getOut();
        String jar = shown(check.jar());
        if (check.problems().isEmpty()) {
            out.println("ok: " + jar + ": " + Printable.of(summary(check)));
        }
        check.problems().forEach(problem -> out.println("rejected: " + jar + ": " + Printable.of(problem)));
        check.warnings().forEach(warning -> out.println("warning: " + jar + ": " + Printable.of(warning)));
    }

    private static String summary(PluginCheck check) {
        return (check.ids().size() == 1 ? "handler " : "handlers ")
                + String.join(", ", check.ids())
                + (check.version().isEmpty() ? "" : ", version " + check.version())
                + (check.spiVersion().isEmpty() ? "" : ", SPI " + check.spiVersion())
                + ", Java " + check.javaRelease();
    }

    /** Warns only, and does not refuse the plugin: two versions of it may exist side by side where they are built. */
    private void warnOfTakenIds(PluginCheck check, Map<String, Path> owners) {
        for (String id : check.ids()) {
            Path owner = owners.putIfAbsent(id, check.jar());
            if (owner != null && !owner.equals(check.jar())) {
                spec.commandLine()
                        .getOut()
                        .println("warning: " + shown(check.jar()) + ": " + shown(owner) + " has the id '" + id
                                + "' too: a server takes the first by name");
            }
        }
    }

    private static String shown(Path path) {
        return Printable.of(ShownPath.of(path));
    }
}
