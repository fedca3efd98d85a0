package dev.weft.server.command;

import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.log.LogOutput;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.tls.TlsFileException;
import dev.weft.server.tls.TrustedCertificates;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the contents of the plugin folders. */
@Command(
        name = "list",
        sortOptions = false,
        description = "Lists the handlers in the plugin folders, and the rejected JARs with the reason.%n",
        footer = {
            "",
            "With --json: an array with an object for each handler, and for each file or line of a service file that",
            "provides none. Names and types do not change; more may be added.",
            "  jar           absolute path of the file, or of a folder that cannot be read",
            "  id            the value for --handler; empty if there is no handler",
            "  description   the handler's line about itself, or empty",
            "  version       Implementation-Version of the manifest, or empty",
            "  state         verified or rejected; more may be added",
            "  reason        why it is rejected, or empty",
            "  warnings      array of strings",
            "  subprotocols  array of strings, the preferred one first"
        })
final class PluginsListCommand implements Callable<Integer> {

    private static final SettingOptions OPTIONS =
            new SettingOptions(List.of(Setting.PLUGINS_DIR, Setting.PLUGINS_SIGNER, Setting.LOG_LEVEL));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON instead of the table")
    private boolean isJson;

    private PluginsListCommand() {}

    static CommandLine commandLine() {
        CommandLine list = new CommandLine(new PluginsListCommand());
        OPTIONS.addTo(list.getCommandSpec());
        return list;
    }

    @Override
    public Integer call() throws StartException, TlsFileException {
        Settings settings = OPTIONS.read(spec.commandLine().getParseResult());
        LogOutput.level(settings.logLevel());
        List<Path> folders = Folders.readable(settings.pluginsDirs());
        List<PluginReport> reports =
                HandlerRegistry.list(new PluginFolder(folders, TrustedCertificates.first(settings.pluginsSigner())));
        PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            out.println(PluginsJson.of(reports));
            return ExitCode.OK;
        }
        PluginTable table = new PluginTable(reports);
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
