package dev.weft.server.command;

import dev.weft.server.config.ConfigException;
import dev.weft.server.config.ServerConfig;
import dev.weft.server.config.Setting;
import dev.weft.server.config.Settings;
import dev.weft.server.console.Console;
import dev.weft.server.log.LogOutput;
import dev.weft.server.log.Printable;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.runtime.Weft;
import dev.weft.server.tls.TlsFileException;
import dev.weft.server.tls.TrustedCertificates;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves the chosen handlers until it is asked to stop. */
@Command(
        name = "serve",
        sortOptions = false,
        description = "Serves the chosen handlers, and a browser client to try them with.",
        customSynopsis = "weft serve --handler ID [--handler ID]... [OPTIONS]",
        footer = {
            "",
            "Every option but the last four is also an environment variable (WEFT_MAX_MESSAGE_SIZE=1MiB) and a line",
            "of the file (max-message-size=1MiB); a handler's own settings are set.ID.KEY=VALUE there.",
            "WEFT_CONFIG names the file if --config does not.",
            "",
            "Exit codes: 0 stopped in order, 1 cannot start, 2 usage error, 70 cannot go on; 129, 130 or 143 ended",
            "by a signal (SIGHUP, SIGINT, SIGTERM) during the start, or by a second one."
        })
final class ServeCommand implements Callable<Integer> {

    private static final SettingOptions OPTIONS = new SettingOptions(List.of(Setting.values()));

    private final StandardStreams streams;
    private final StopRequest stopRequest = new StopRequest();

    /** Whether the process is ending, with a fixed exit code. */
    private volatile boolean exiting;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    private ServeCommand(StandardStreams streams) {
        this.streams = streams;
    }

    static CommandLine commandLine(StandardStreams streams) {
        CommandLine serve = new CommandLine(new ServeCommand(streams));
        OPTIONS.addTo(serve.getCommandSpec());
        return serve;
    }

    @Override
    public Integer call() throws StartException, TlsFileException {
        stopRequest.takeSignals();
        Settings settings = OPTIONS.read(spec.commandLine().getParseResult());
        LogOutput.level(settings.logLevel());
        LogOutput.tellExits();
        ServerConfig config = settings.server();
        Folders.readable(config.pluginsDirs());
        if (config.handlers().isEmpty()) {
            return refuse(
                    "no handler was chosen with --handler",
                    HandlerRegistry.list(
                            new PluginFolder(config.pluginsDirs(), TrustedCertificates.first(config.pluginsSigner()))));
        }
        Folders.readable(config.webDir());
        int exitCode = serve(config);
        if (exitCode == ExitCode.OK && !exiting) {
            ClassArchive.named().ifPresent(ClassArchive::make);
        }
        return exitCode;
    }

    private int serve(ServerConfig config) throws StartException, TlsFileException {
        Console console = Console.open(streams.in(), streams.out(), stopRequest::request);
        Weft weft = Weft.startHandlers(config, console);
        stopRequest.started();
        try {
            stopAtExit(weft);
            List<String> missing = weft.handlers().missing();
            if (!missing.isEmpty()) {
                return refuse(
                        "no plugin has the handler " + String.join(", ", missing),
                        weft.handlers().reports());
            }
            checkOrigins(config, weft.handlers().chosen());
            if (!mayBeServed(weft.handlers(), config)) {
                new PluginTable(weft.handlers().reports()).printProblems(err());
                throw new StartException("no chosen handler has started");
            }
            InetSocketAddress address = listen(weft, config);
            warnOfStraySettings(config, weft.handlers());
            StringWriter report = new StringWriter();
            new StartReport(config, address, weft.handlers()).print(new PrintWriter(report));
            // Through the console, which does not wait for its reader: from now on there are clients.
            console.printAbove(report.toString().stripTrailing());
            if (ClassArchive.isTraining()) {
                stopRequest.request();
            }
            stopRequest.await();
            console.printAbove("Stopping; a second Ctrl-C stops at once.");
            return ExitCode.OK;
        } catch (StartException | RuntimeException failed) {
            if (exiting) {
                // It failed because the process is ending already, by a signal for instance; nothing needs to be
                // reported.
                return ExitCode.OK;
            }
            throw failed;
        } finally {
            weft.stop();
        }
    }

    /** Whether a handler has started, or may still be added if all are chosen. */
    private static boolean mayBeServed(HandlerRegistry handlers, ServerConfig config) {
        List<Generation> chosen = handlers.chosen();
        return chosen.stream().anyMatch(Generation::isActive)
                || (chosen.isEmpty()
                        && handlers.takesAll()
                        && config.redeploying().watch());
    }

    /**
     * Stops the server if the process exits in any other way: a handler calls System.exit, or a signal comes during the
     * start.
     */
    private void stopAtExit(Weft weft) {
        Runnable stop = () -> {
            exiting = true;
            weft.stop();
        };
        try {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("weft-shutdown").unstarted(stop));
        } catch (IllegalStateException alreadyExiting) {
            exiting = true;
            throw alreadyExiting;
        }
    }

    /** With every origin allowed, any page the operator's own browser visits could write to this terminal. */
    private static void checkOrigins(ServerConfig config, List<Generation> chosen) {
        Optional<Generation> exposed =
                chosen.stream().filter(Generation::reachesOperator).findFirst();
        if (config.allowsEveryOrigin() && exposed.isPresent()) {
            throw new ConfigException("--origin=*: handler " + exposed.get().id()
                    + " reaches this terminal, and any web page could then use it: name the origins");
        }
    }

    private static InetSocketAddress listen(Weft weft, ServerConfig config) throws StartException {
        if (new InetSocketAddress(config.host(), config.port()).isUnresolved()) {
            throw new StartException("--host=" + config.host() + ": no such host");
        }
        try {
            return weft.listen(WeftVersion.text());
        } catch (TlsFileException bad) {
            throw new StartException(bad.reason());
        } catch (IOException cannotListen) {
            throw new StartException("cannot listen on " + config.host() + " port " + config.port(), cannotListen);
        } catch (UnsupportedAddressTypeException noFamily) {
            throw new StartException("cannot listen on " + config.host() + " port " + config.port()
                    + ": this system, or this Java, has no addresses of this kind (IPv6?)");
        }
    }

    /** Refuses to start, and lists the handlers that can be chosen. */
    private int refuse(String why, List<PluginReport> found) {
        PluginTable table = new PluginTable(found);
        err().println("weft: " + Printable.of(why) + (table.hasHandlers() ? "; available:" : "; none is available"));
        table.printChoice(err());
        table.printProblems(err());
        return ExitCode.USAGE;
    }

    private void warnOfStraySettings(ServerConfig config, HandlerRegistry handlers) {
        String why = handlers.takesAll() ? ", which does not exist" : ", which was not chosen";
        config.handlerSettings().keySet().stream()
                .filter(id -> handlers.find(id).isEmpty())
                .forEach(id -> LogOutput.print("warning: settings for " + Printable.of(id) + why));
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
