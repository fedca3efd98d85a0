package dev.weft.server.command;

import dev.weft.server.client.ConnectOptions;
import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.ConnectOptions.Header;
import dev.weft.server.client.ConnectOptions.OnLoss;
import dev.weft.server.client.ConnectSession;
import dev.weft.server.client.ConnectStreams;
import dev.weft.server.config.ConfigException;
import dev.weft.server.config.Quantity;
import dev.weft.server.config.Tls;
import dev.weft.server.console.LineEditor;
import dev.weft.server.console.StandardTerminal;
import dev.weft.server.tls.ClientTls;
import dev.weft.server.tls.TlsFileException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Talks to a WebSocket server from the terminal or a script. */
@Command(
        name = "connect",
        sortOptions = false,
        description = "Connects to a WebSocket server, this one or any other: sends lines, prints messages.%n",
        footer = {
            "",
            "Each line is sent as a text message; /help lists other commands. Messages go to standard output,",
            "reports about the connection to standard error.",
            "",
            "Examples:",
            "  weft connect ws://127.0.0.1:8083/",
            "  echo hello | weft connect 127.0.0.1:8083/ws/uppercase",
            "",
            "Exit codes: 0 closed normally, 1 not connected or lost, 2 usage error, 3 closed by the server with an error."
        })
final class ConnectCommand implements Callable<Integer> {

    private static final String WAIT = "--wait";
    private static final String CERTIFICATE = "--tls-cert";
    private static final String KEY = "--tls-key";

    /** As shells report it: 128 plus the number of SIGINT. */
    private static final int INTERRUPTED = 130;

    private static final List<String> COMMANDS = List.of("/binary", "/ping", "/close", "/help");

    private final StandardStreams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything can be called.
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "ws://HOST[:PORT]/PATH or wss://...; without a scheme, ws://")
    @SuppressWarnings("NullAway.Init") // As spec.
    private String url;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "FIELD",
            description = "Header field to send with the opening handshake, 'Name: value' (repeatable)")
    private List<String> headers = List.of();

    @Option(
            names = "--subprotocol",
            paramLabel = "NAME",
            description = "Subprotocol to offer, the preferred one first (repeatable)")
    private List<String> subprotocols = List.of();

    @Option(
            names = WAIT,
            paramLabel = "TIME",
            description = "After the end of input, close when no message arrives for this long, such as 500ms (1s)")
    private String silence = ConnectOptions.DEFAULT_SILENCE.toMillis() + "ms";

    @Option(
            names = "--resume",
            description =
                    "When the connection is lost, connect again, and get what a Weft server's topics sent meanwhile")
    private boolean resume;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "CA certificates, in PEM, to trust on wss:// instead of the system's")
    private @Nullable Path trusted;

    @Option(
            names = CERTIFICATE,
            paramLabel = "FILE",
            description = "Client certificate with its chain, in PEM, for a server that requests one")
    private @Nullable Path certificate;

    @Option(names = KEY, paramLabel = "FILE", description = "Private key of that certificate, in PEM")
    private @Nullable Path key;

    @Option(
            names = "--tls-key-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of that key")
    private @Nullable Path keyPassword;

    private ConnectCommand(StandardStreams streams) {
        this.streams = streams;
    }

    static CommandLine commandLine(StandardStreams streams) {
        CommandLine connect = new CommandLine(new ConnectCommand(streams));
        connect.getCommandSpec().addOption(WeftCommand.helpOption());
        return connect;
    }

    @Override
    public Integer call() throws StartException {
        URI uri = uri();
        ConnectOptions options = new ConnectOptions(
                headers.stream().map(ConnectCommand::header).toList(),
                subprotocols,
                silence(),
                display(),
                resume ? OnLoss.RESUME : OnLoss.END,
                tls());
        Charset charset = StandardTerminal.charset();
        Optional<LineEditor> editor = options.display() == Display.TERMINAL
                ? LineEditor.open(charset, COMMANDS, ConnectCommand::interrupted)
                : Optional.empty();
        if (editor.isEmpty()) {
            return ConnectSession.run(uri, options, plain(charset));
        }
        try (LineEditor opened = editor.get()) {
            return ConnectSession.run(uri, options, ConnectStreams.of(opened));
        }
    }

    private static void interrupted() {
        Runtime.getRuntime().halt(INTERRUPTED);
    }

    private ConnectStreams plain(Charset charset) {
        return ConnectStreams.of(
                new BufferedReader(new InputStreamReader(streams.in(), charset)),
                new PrintWriter(new OutputStreamWriter(streams.out(), charset), true),
                spec.commandLine().getErr());
    }

    private URI uri() {
        try {
            return new URI(url.contains("://") ? url : "ws://" + url);
        } catch (URISyntaxException noUri) {
            throw new ConfigException(url + ": not a URL (" + noUri.getReason() + ")");
        }
    }

    private static Header header(String field) {
        try {
            return Header.parse(field);
        } catch (IllegalArgumentException noField) {
            throw new ConfigException("--header=" + field + ": 'Name: value' is needed");
        }
    }

    private Optional<SSLContext> tls() throws StartException {
        Path own = certificate;
        Path ownKey = key;
        if (own == null ? ownKey != null || keyPassword != null : ownKey == null) {
            throw new ConfigException(CERTIFICATE + " and " + KEY + " go together");
        }
        if (trusted == null && own == null) {
            return Optional.empty();
        }
        Optional<Tls> identity = own == null || ownKey == null
                ? Optional.empty()
                : Optional.of(new Tls(own, ownKey, Optional.ofNullable(keyPassword), Optional.empty()));
        try {
            return Optional.of(ClientTls.context(Optional.ofNullable(trusted), identity));
        } catch (TlsFileException bad) {
            throw new StartException(bad.reason());
        }
    }

    private Duration silence() {
        return Duration.ofMillis(Quantity.TIME
                .parse(silence)
                .orElseThrow(() -> new ConfigException(WAIT + "=" + silence + ": a time with its unit is needed")));
    }

    private static Display display() {
        return StandardTerminal.isOutput() ? Display.TERMINAL : Display.PIPE;
    }
}
