package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** One run of the client, and what it wrote. */
final class ClientRun {

    /** Long enough that only the server ends a test that waits for it. */
    static final Duration FOR_EVER = Duration.ofDays(1);

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();

    static TinyServer echoServer() throws IOException {
        return new TinyServer(peer -> {
            peer.accept("");
            peer.echo();
        });
    }

    static ConnectOptions options(Duration silence, Display display) {
        return new ConnectOptions(List.of(), List.of(), silence, display);
    }

    int run(TinyServer server, String lines, Duration silence, Display display) {
        return run(server.uri("/"), options(silence, display), new StringReader(lines));
    }

    int run(URI uri, ConnectOptions options, Reader in) {
        return ConnectSession.run(
                uri, options, ConnectStreams.of(new BufferedReader(in), new PrintWriter(out), new PrintWriter(err)));
    }
}
