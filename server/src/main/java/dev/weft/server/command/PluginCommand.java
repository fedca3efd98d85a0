package dev.weft.server.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code plugin} group of commands, for authors of plugins. */
@Command(
        name = "plugin",
        description = "Generates plugin projects.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n")
final class PluginCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    private PluginCommand() {}

    static CommandLine commandLine() {
        CommandLine plugin = new CommandLine(new PluginCommand()).addSubcommand(PluginNewCommand.commandLine());
        plugin.getCommandSpec().addOption(WeftCommand.helpOption());
        return plugin;
    }

    /** Does nothing itself: a command of the group is required. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed; see weft plugin --help");
    }
}
