package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Display;
import dev.weft.server.client.ConnectOptions.OnLoss;
import dev.weft.server.client.ConnectStreams.Lines;
import dev.weft.server.client.Ending.Closer;
import dev.weft.server.client.Sender.Farewell;
import dev.weft.server.log.Printable;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of the terminal client, from the first opening handshake to the exit status.
 *
 * <pre>
 *   CONNECTING --opened--> CONVERSING --lost, and to be resumed--> WAITING --> CONNECTING again
 *       |                      |                                      |
 *       +--the first failed    +--ended                               +--the user or the input has ended
 * </pre>
 */
public final class ConnectSession {

    /** Why 5 s? A working server answers a Close at once, and any other is not worth a longer wait. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final ConnectOptions options;
    private final ClientOutput output;
    private final Backoff backoff;
    private final Sender sender;

    /** Kept over all connections; null if a lost connection is not resumed. */
    private final @Nullable ResumeState resume;

    private ConnectSession(ConnectOptions options, ClientOutput output, Backoff backoff) {
        this.options = options;
        this.output = output;
        this.backoff = backoff;
        this.sender = new Sender(options.onLoss(), output);
        this.resume = options.onLoss() == OnLoss.RESUME ? new ResumeState() : null;
    }

    /**
     * Connects, sends every line, shows every message, and returns when the connection has ended and is not to be resumed.
     *
     * <p>After the end of input it waits for {@link ConnectOptions#silence} of silence and closes with 1000. A daemon
     * thread may keep waiting for input.
     *
     * @param uri {@code ws:} or {@code wss:}; {@code http:} and {@code https:} stand for them
     * @param options how to connect and how to show
     * @param streams the input and output
     * @return 0: closed normally, by this side or by the server with 1000, 1001 or no code; 1: could not connect, or
     *     the connection was lost; 2: the URI or an option is invalid; 3: closed by the server with any other code
     */
    public static int run(URI uri, ConnectOptions options, ConnectStreams streams) {
        return run(uri, options, streams, new Backoff(new SplittableRandom()));
    }

    static int run(URI uri, ConnectOptions options, ConnectStreams streams, Backoff backoff) {
        ClientOutput output = new ClientOutput(streams.out(), streams.err(), options.display());
        return new ConnectSession(options, output, backoff).run(uri, streams.in());
    }

    private int run(URI uri, Lines in) {
        try (Dialer dialer = new Dialer(options, Target.of(uri))) {
            return run(dialer, in);
        } catch (IllegalArgumentException | UnknownHostException e) {
            output.status("cannot connect to " + withoutCredentials(uri) + ": " + Failure.describe(e));
            return Failure.isUsage(e) ? Ending.USAGE : Ending.LOST;
        }
    }

    private static String withoutCredentials(URI uri) {
        return Printable.of(uri.toString().replaceFirst("//[^/@]*@", "//"));
    }

    private int run(Dialer dialer, Lines in) {
        Link link;
        try {
            link = open(dialer);
        } catch (CompletionException e) {
            output.status("cannot connect to " + dialer.shown() + ": " + dialer.why(e));
            return Failure.isUsage(e) ? Ending.USAGE : Ending.LOST;
        }
        output.status("connected to " + dialer.shown() + subprotocolOf(link.socket()) + hint());
        sender.start(in);
        return converse(dialer, link);
    }

    private Link open(Dialer dialer) {
        Receiver receiver = new Receiver(output, resume);
        WebSocket socket;
        if (resume == null) {
            socket = dialer.connect(uri -> uri, receiver);
        } else {
            ResumeState.Opening opening = resume.opening();
            socket = dialer.connect(opening::addTo, receiver);
            opening.firstMessage()
                    .ifPresent(positions -> socket.sendText(positions, true).join());
        }
        Link link = new Link(socket, receiver, System.nanoTime());
        sender.use(link);
        return link;
    }

    /** Converses until a connection has ended that is not to be resumed; returns the exit status. */
    private int converse(Dialer dialer, Link first) {
        Link link = first;
        while (true) {
            Ending ending = converse(link);
            Optional<Duration> wait = waitAfter(ending, link);
            output.status(
                    ending.describe() + wait.map(ConnectSession::announced).orElse(""));
            if (wait.isEmpty()) {
                return ending.exitStatus(sender.closer());
            }
            Link next = comeBack(dialer, link, wait.get());
            if (next == null) {
                return Ending.LOST;
            }
            link = next;
        }
    }

    private Ending converse(Link link) {
        CompletableFuture.anyOf(link.receiver().ending(), sender.done()).join();
        Farewell farewell = sender.done().getNow(null);
        boolean isSilent = farewell == Farewell.WAIT_FOR_ANSWERS && fallsSilent(link);
        // Typed while there was no connection to close.
        boolean isLate = farewell == Farewell.WAIT_FOR_CLOSE && !link.socket().isOutputClosed();
        if (isSilent || isLate) {
            sayGoodbye();
        }
        return awaitEnding(link);
    }

    /** Waits for silence; true if nothing arrived for long enough, false if the connection ended first. */
    private boolean fallsSilent(Link link) {
        long left = silenceLeft(link);
        while (left > 0) {
            if (endsWithin(link, left)) {
                return false;
            }
            left = silenceLeft(link);
        }
        return true;
    }

    /** How much longer to wait for a message after the end of input, in nanoseconds. */
    private long silenceLeft(Link link) {
        long since = Math.max(sender.doneAt(), link.receiver().heardAt());
        return options.silence().toNanos() - (System.nanoTime() - since);
    }

    private void sayGoodbye() {
        try {
            sender.close(1000, "");
        } catch (CompletionException e) {
            // The connection has just ended, and its ending tells how.
            output.status("not closed: " + Failure.describe(e));
        }
    }

    private static Ending awaitEnding(Link link) {
        if (!endsWithin(link, CLOSE_TIMEOUT.toNanos())) {
            link.socket().abort();
            return new Ending.GivenUp("the server did not answer the Close");
        }
        return link.receiver().ending().join();
    }

    private static boolean endsWithin(Link link, long nanos) {
        return isDoneWithin(link.receiver().ending(), nanos);
    }

    private static boolean isDoneWithin(CompletableFuture<?> future, long nanos) {
        return future.thenApply(done -> true)
                .completeOnTimeout(false, nanos, TimeUnit.NANOSECONDS)
                .join();
    }

    /** How long to wait before the next connection; empty if there is to be none. */
    private Optional<Duration> waitAfter(Ending ending, Link link) {
        if (resume == null || sender.closer() == Closer.THIS_SIDE) {
            return Optional.empty();
        }
        return backoff.after(ending, Duration.ofNanos(System.nanoTime() - link.since()))
                .filter(wait -> isWanted(link, wait.toNanos()));
    }

    /** Whether the user wants another connection in so many nanoseconds. */
    private boolean isWanted(Link last, long nanos) {
        Farewell farewell = sender.done().getNow(null);
        return farewell == null || (farewell == Farewell.WAIT_FOR_ANSWERS && nanos < silenceLeft(last));
    }

    /** Connects again, as often as it takes; null if the user ends that. */
    private @Nullable Link comeBack(Dialer dialer, Link last, Duration first) {
        Duration wait = first;
        while (isWanted(last, wait.toNanos()) && pause(last, wait)) {
            try {
                Link next = open(dialer);
                output.status("connected to " + dialer.shown() + " again");
                return next;
            } catch (CompletionException e) {
                wait = backoff.afterFailure();
                output.status("cannot connect: " + Failure.describe(e)
                        + (isWanted(last, wait.toNanos()) ? announced(wait) : ""));
            }
        }
        return null;
    }

    /** Waits; false if the user ends the client meanwhile. */
    private boolean pause(Link last, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        if (isDoneWithin(sender.done(), wait.toNanos())) {
            long left = end - System.nanoTime();
            if (!isWanted(last, left)) {
                return false;
            }
            isDoneWithin(new CompletableFuture<>(), left);
        }
        return true;
    }

    private static String announced(Duration wait) {
        return String.format(Locale.ROOT, "; connecting again in %.1f s", wait.toMillis() / 1e3);
    }

    private static String subprotocolOf(WebSocket socket) {
        return socket.getSubprotocol().isEmpty() ? "" : ", subprotocol " + Printable.of(socket.getSubprotocol());
    }

    private String hint() {
        return options.display() == Display.TERMINAL ? "; /help lists the commands" : "";
    }
}
