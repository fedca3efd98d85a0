package dev.weft.server.command;

import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.log.LogOutput;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.HandlerRegistry;
import dev.weft.server.plugin.PluginFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what lies in the plugin folders. */
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists the handlers in the plugin folders, and the JARs that are none with the reason.")
final class PluginsListCommand implements Callable<Integer> {

    private static final SettingOptions OPTIONS = new SettingOptions(List.of(Setting.PLUGINS_DIR, Setting.LOG_LEVEL));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    private PluginsListCommand() {}

    static CommandLine commandLine() {
        CommandLine list = new CommandLine(new PluginsListCommand());
        OPTIONS.addTo(list.getCommandSpec());
        return list;
    }

    @Override
    public Integer call() throws StartException {
        Settings settings = OPTIONS.read(spec.commandLine().getParseResult());
        LogOutput.level(settings.logLevel());
        List<Path> folders = Folders.readable(settings.pluginsDirs());
        PluginTable table = new PluginTable(HandlerRegistry.list(new PluginFolder(folders)));
        PrintWriter out = spec.commandLine().getOut();
        if (table.hasHandlers()) {
            table.print(out);
        } else {
            out.println("No handlers in " + Printable.of(String.join(", ", shown(folders))) + ".");
        }
        table.printProblems(out);
        return ExitCode.OK;
    }

    private static List<String> shown(List<Path> folders) {
        return folders.stream().map(ShownPath::of).toList();
    }
}
