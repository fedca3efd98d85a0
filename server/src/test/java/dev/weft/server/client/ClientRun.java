package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.ConnectOptions.OnLoss;
import dev.weft.server.client.ConnectStreams.Lines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

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

    /** Runs a client that resumes, and connects again almost at once. */
    int resume(URI uri, Duration silence, Display display, Reader in) {
        return resume(uri, silence, display, streams(in));
    }

    int resume(URI uri, Lines in) {
        ConnectStreams streams = streams(new StringReader(""));
        return resume(uri, FOR_EVER, Display.PIPE, new ConnectStreams(in, streams.out(), streams.err()));
    }

    private static int resume(URI uri, Duration silence, Display display, ConnectStreams streams) {
        ConnectOptions options =
                new ConnectOptions(List.of(), List.of(), silence, display, OnLoss.RESUME, Optional.empty());
        Backoff quick = new Backoff(Duration.ofMillis(1), Duration.ofMillis(20), new SplittableRandom(1));
        return ConnectSession.run(uri, options, streams, quick);
    }

    int run(URI uri, ConnectOptions options, Reader in) {
        return ConnectSession.run(uri, options, streams(in));
    }

    private ConnectStreams streams(Reader in) {
        return ConnectStreams.of(new BufferedReader(in), new PrintWriter(out), new PrintWriter(err));
    }
}
