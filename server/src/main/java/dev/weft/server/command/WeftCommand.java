package dev.weft.server.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code weft}, with all its subcommands. */
@Command(
        name = "weft",
        versionProvider = WeftVersion.class,
        description = "A WebSocket server: each connection a virtual thread, each behaviour a JAR.%n",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Examples:",
            "  weft serve --handler echo                    then open http://127.0.0.1:8083/",
            "  weft serve --handler echo --handler uppercase --port 9000",
            "  weft connect ws://127.0.0.1:8083/            from the terminal",
            "  weft plugins list                            lists the installed handlers",
            "  weft plugin new greeter                      generates a handler project",
            "",
            "'weft COMMAND --help' shows the options of a command."
        })
public final class WeftCommand implements Runnable {

    /** Wide enough for one line per option, and no wider than the narrowest terminals in use. */
    private static final int HELP_WIDTH = 110;

    /** The width of the longest option with its placeholder, so that every description starts beside its option. */
    private static final int OPTION_WIDTH = 32;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    private WeftCommand() {}

    /**
     * Makes the command line. Its own output goes to picocli's writers; the streams are for the operator of a server.
     */
    public static CommandLine commandLine(StandardStreams streams) {
        CommandLine weft = new CommandLine(new WeftCommand())
                .addSubcommand(ServeCommand.commandLine(streams))
                .addSubcommand(ConnectCommand.commandLine(streams))
                .addSubcommand(PluginsCommand.commandLine())
                .addSubcommand(PluginCommand.commandLine());
        weft.getCommandSpec()
                .addOption(helpOption())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version")
                        .build());
        return weft.setExpandAtFiles(false)
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpLongOptionsMaxWidth(OPTION_WIDTH)
                .setParameterExceptionHandler(new OneLineErrors())
                .setExecutionExceptionHandler(new OneLineErrors());
    }

    /** The option every command has. */
    static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help")
                .build();
    }

    /** Does nothing itself: a subcommand is required. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is needed; see weft --help");
    }
}
