package dev.weft.server.command;

import dev.weft.server.client.ConnectOptions;
import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.ConnectOptions.Header;
import dev.weft.server.client.ConnectSession;
import dev.weft.server.config.ConfigException;
import dev.weft.server.config.Quantity;
import dev.weft.server.console.StandardTerminal;
import dev.weft.server.tls.BadTlsFile;
import dev.weft.server.tls.TrustedCertificates;
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
        description = "Talks to a WebSocket server, this one or any other: lines out, messages in.%n",
        footer = {
            "",
            "A line is sent as a text message; /help shows what else there is. Messages go to standard output, all",
            "that is said about the connection to standard error.",
            "",
            "Examples:",
            "  weft connect ws://127.0.0.1:8083/",
            "  echo hello | weft connect 127.0.0.1:8083/ws/uppercase",
            "",
            "Exit codes: 0 closed in order, 1 not connected or lost, 2 wrong use, 3 closed by the server with an error."
        })
final class ConnectCommand implements Callable<Integer> {

    private static final String WAIT = "--wait";

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
            description = "Subprotocol to offer; the first is wanted most (repeatable)")
    private List<String> subprotocols = List.of();

    @Option(
            names = WAIT,
            paramLabel = "TIME",
            description = "Silence to wait for answers after the end of input, such as 500ms (1s)")
    private String silence = ConnectOptions.DEFAULT_SILENCE.toMillis() + "ms";

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Certificates, in PEM, to believe on wss:// in place of those the system believes")
    private @Nullable Path trusted;

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
        Charset charset = StandardTerminal.charset();
        return ConnectSession.run(
                uri(),
                new ConnectOptions(
                        headers.stream().map(ConnectCommand::header).toList(),
                        subprotocols,
                        silence(),
                        display(),
                        trust()),
                new BufferedReader(new InputStreamReader(streams.in(), charset)),
                new PrintWriter(new OutputStreamWriter(streams.out(), charset), true),
                spec.commandLine().getErr());
    }

    private URI uri() {
        try {
            return new URI(url.contains("://") ? url : "ws://" + url);
        } catch (URISyntaxException noUri) {
            throw new ConfigException(url + ": no URL (" + noUri.getReason() + ")");
        }
    }

    private static Header header(String field) {
        try {
            return Header.parse(field);
        } catch (IllegalArgumentException noField) {
            throw new ConfigException("--header=" + field + ": 'Name: value' is needed");
        }
    }

    private Optional<SSLContext> trust() throws StartException {
        try {
            return trusted == null ? Optional.empty() : Optional.of(TrustedCertificates.clientContext(trusted));
        } catch (BadTlsFile bad) {
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
