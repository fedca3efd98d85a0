package dev.weft.server.client;

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

    private final WebSocket socket;
    private final Receiver receiver;
    private final ClientOutput output;
    private final CompletableFuture<Farewell> done = new CompletableFuture<>();
    private volatile Closer closer = Closer.SERVER;

    Sender(WebSocket socket, Receiver receiver, ClientOutput output) {
        this.socket = socket;
        this.receiver = receiver;
        this.output = output;
    }

    /** Starts to send these lines, on a daemon thread, because a read of standard input cannot be interrupted. */
    void start(Lines lines) {
        Thread.ofPlatform().daemon().name("weft-connect-input").start(() -> run(lines));
    }

    /** Completed after the last line. */
    CompletableFuture<Farewell> done() {
        return done;
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
            socket.sendClose(code, reason).join();
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
            done.complete(line == null ? Farewell.WAIT_FOR_ANSWERS : Farewell.WAIT_FOR_CLOSE);
        } catch (IOException e) {
            output.status("cannot read the input: " + Failure.describe(e));
            done.complete(Farewell.WAIT_FOR_ANSWERS);
        }
    }

    /** Executes a line; returns whether it was the last one. */
    private boolean closes(String line) {
        try {
            switch (ClientCommand.parse(line)) {
                case ClientCommand.Text message ->
                    socket.sendText(message.text(), true).join();
                case ClientCommand.Binary message ->
                    socket.sendBinary(message.data(), true).join();
                case ClientCommand.Ping ping -> {
                    receiver.onPingSent();
                    socket.sendPing(ping.data()).join();
                }
                case ClientCommand.Close close -> close(close.code(), close.reason());
                case ClientCommand.Help help -> output.status(ClientCommand.HELP);
                case ClientCommand.Unknown unknown -> output.status(unknown.why());
            }
        } catch (CompletionException e) {
            output.status("not sent: " + Failure.describe(e));
        }
        return socket.isOutputClosed();
    }
}
