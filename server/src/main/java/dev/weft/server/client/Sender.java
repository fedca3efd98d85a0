package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.OnLoss;
import dev.weft.server.client.ConnectStreams.Lines;
import dev.weft.server.client.Ending.Closer;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Sends the typed lines one after the other: each is written before the next is read, so that a server that accepts no
 * data slows down the input.
 */
final class Sender {

    /** What to do after the last line. */
    enum Farewell {
        /** Wait for answers, and then close. */
        WAIT_FOR_ANSWERS,
        /** Wait for the server's Close: one has been sent, or nothing can be sent any more. */
        WAIT_FOR_CLOSE
    }

    private final OnLoss onLoss;
    private final ClientOutput output;
    private final CompletableFuture<Farewell> done = new CompletableFuture<>();
    private volatile long doneAt;
    private volatile Closer closer = Closer.SERVER;

    /** The newest connection. */
    @SuppressWarnings("NullAway.Init") // Set before the start.
    private volatile Link link;

    Sender(OnLoss onLoss, ClientOutput output) {
        this.onLoss = onLoss;
        this.output = output;
    }

    /** Sends over this connection from now on. */
    void use(Link newest) {
        link = newest;
    }

    /** Starts to send these lines, on a daemon thread, because a read of standard input cannot be interrupted. */
    void start(Lines lines) {
        Thread.ofPlatform().daemon().name("weft-connect-input").start(() -> run(lines));
    }

    /** Completed after the last line. */
    CompletableFuture<Farewell> done() {
        return done;
    }

    /** The {@link System#nanoTime} of {@link #done}. */
    long doneAt() {
        return doneAt;
    }

    /** Which side sent the first Close, as far as this side knows. */
    Closer closer() {
        return closer;
    }

    /** Begins the closing handshake. */
    void close(int code, String reason) {
        // Set first: the server's answer may arrive before the call returns.
        closer = Closer.THIS_SIDE;
        try {
            link.socket().sendClose(code, reason).join();
        } catch (CompletionException e) {
            closer = Closer.SERVER;
            throw e;
        }
    }

    private void run(Lines lines) {
        try {
            String line = lines.next();
            while (line != null && !closes(line)) {
                line = lines.next();
            }
            finish(line == null ? Farewell.WAIT_FOR_ANSWERS : Farewell.WAIT_FOR_CLOSE);
        } catch (IOException e) {
            output.status("cannot read the input: " + Failure.describe(e));
            finish(Farewell.WAIT_FOR_ANSWERS);
        }
    }

    private void finish(Farewell farewell) {
        doneAt = System.nanoTime();
        done.complete(farewell);
    }

    /** Executes a line; returns whether it was the last one. */
    private boolean closes(String line) {
        ClientCommand command = ClientCommand.parse(line);
        Link now = link;
        try {
            execute(command, now);
        } catch (CompletionException e) {
            output.status("not sent: " + (now.hasEnded() ? "not connected" : Failure.describe(e)));
        }
        return switch (onLoss) {
            case END -> now.socket().isOutputClosed();
            case RESUME -> command instanceof ClientCommand.Close;
        };
    }

    private void execute(ClientCommand command, Link now) {
        WebSocket socket = now.socket();
        switch (command) {
            case ClientCommand.Text message ->
                socket.sendText(outgoing(message.text()), true).join();
            case ClientCommand.Binary message ->
                socket.sendBinary(message.data(), true).join();
            case ClientCommand.Ping ping -> {
                now.receiver().onPingSent();
                socket.sendPing(ping.data()).join();
            }
            case ClientCommand.Close close -> close(close.code(), close.reason());
            case ClientCommand.Help help -> output.status(ClientCommand.HELP);
            case ClientCommand.Unknown unknown -> output.status(unknown.why());
        }
    }

    private String outgoing(String text) {
        return onLoss == OnLoss.RESUME ? ResumeState.outgoing(text) : text;
    }
}
