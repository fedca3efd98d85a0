package dev.weft.server.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code plugins} group of commands. */
@Command(
        name = "plugins",
        description = "Lists and checks plugins without running their code.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n")
final class PluginsCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    private PluginsCommand() {}

    static CommandLine commandLine() {
        CommandLine plugins = new CommandLine(new PluginsCommand())
                .addSubcommand(PluginsListCommand.commandLine())
                .addSubcommand(PluginsCheckCommand.commandLine());
        plugins.getCommandSpec().addOption(WeftCommand.helpOption());
        return plugins;
    }

    /** Does nothing itself: a command of the group is required. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed; see weft plugins --help");
    }
}
