package dev.weft.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.server.client.ResumeState.Received;
import dev.weft.server.log.Printable;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Shows what the server sends. The JDK calls it on one thread at a time; it requests the next piece only when it has
 * finished with one, so that a slow terminal slows the server down instead of filling the heap.
 */
final class Receiver implements WebSocket.Listener {

    /** Why 64 MiB? Four times what a Weft server accepts by default, and still a small part of a heap. */
    static final int MAX_MESSAGE = 64 << 20;

    private final ClientOutput output;
    private final @Nullable ResumeState resume;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private volatile long heardAt = System.nanoTime();
    private volatile long pingedAt;

    /**
     * Makes it for one connection.
     *
     * @param resume understands marks; null if nothing is resumed
     */
    Receiver(ClientOutput output, @Nullable ResumeState resume) {
        this.output = output;
        this.resume = resume;
    }

    CompletableFuture<Ending> ending() {
        return ending;
    }

    /** The {@link System#nanoTime} of the last piece of a message. */
    long heardAt() {
        return heardAt;
    }

    void onPingSent() {
        pingedAt = System.nanoTime();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        if (text.length() + data.length() > MAX_MESSAGE) {
            return refuse(socket);
        }
        text.append(data);
        if (last) {
            show(text.toString());
            text.setLength(0);
            text.trimToSize();
        }
        socket.request(1);
        return null;
    }

    private void show(String received) {
        switch (resume == null ? new Received.Message(received, false) : resume.text(received)) {
            case Received.Message message -> output.text(message.text(), message.replayed());
            case Received.Replaying begun -> output.replaying(begun.topic());
            case Received.Resumed done
            when done.replayed() > 0 ->
                output.status(done.topic() + ": nothing is missing, replayed messages: " + done.replayed());
            case Received.Lost lost ->
                output.status("LOST: messages of " + lost.topic() + " are missing; later ones follow");
            case Received.Resumed done -> {}
            case Received.Noted noted -> {}
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        heardAt = System.nanoTime();
        if (binary.size() + data.remaining() > MAX_MESSAGE) {
            return refuse(socket);
        }
        byte[] piece = new byte[data.remaining()];
        data.get(piece);
        binary.writeBytes(piece);
        if (last) {
            boolean replayed = resume != null && resume.messageCame();
            output.binary(ByteBuffer.wrap(binary.toByteArray()), replayed);
            binary.reset();
        }
        socket.request(1);
        return null;
    }

    /** The JDK sends the pong itself. */
    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer data) {
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer data) {
        double millis = (System.nanoTime() - pingedAt) / 1e6;
        String shown = Printable.of(UTF_8.decode(data).toString());
        output.status(String.format(Locale.ROOT, "pong after %.1f ms%s", millis, shown.isEmpty() ? "" : ": " + shown));
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        // 1006 is never received: the JDK reports it if the connection ended without a Close.
        ending.complete(
                code == 1006
                        ? new Ending.Broken("the server ended the connection without a Close")
                        : new Ending.Closed(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        ending.complete(new Ending.Broken(Failure.describe(error)));
    }

    /** 1009 would be right, but the JDK's client may not send that. */
    private @Nullable CompletionStage<?> refuse(WebSocket socket) {
        ending.complete(new Ending.GivenUp(
                String.format(Locale.ROOT, "the server sent a message of over %,d bytes", MAX_MESSAGE)));
        socket.abort();
        return null;
    }
}
