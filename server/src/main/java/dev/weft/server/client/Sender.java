package dev.weft.server.client;

import dev.weft.server.client.ConnectStreams.Lines;
import dev.weft.server.client.Ending.Closer;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Sends what is typed, one line after the other: each is written before the next is read, so that a server which takes
 * nothing slows the input down.
 */
final class Sender {

    /** What comes after the last line. */
    enum Farewell {
        /** Answers may still come; then this side closes. */
        WAIT_FOR_ANSWERS,
        /** A Close has been sent, or nothing can be sent any more. */
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

    /** Starts to send these lines, on a daemon thread: nothing can interrupt a read of standard input. */
    void start(Lines lines) {
        Thread.ofPlatform().daemon().name("weft-connect-input").start(() -> run(lines));
    }

    /** Completed after the last line. */
    CompletableFuture<Farewell> done() {
        return done;
    }

    /** Who sent the first Close, as far as this side knows. */
    Closer closer() {
        return closer;
    }

    /** Begins the closing handshake. */
    void close(int code, String reason) {
        // Said first: the server's answer may be here before the call returns.
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

    /** Does what a line says, and whether that was the last one. */
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
