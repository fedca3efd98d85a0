package dev.weft.it.wire;

import dev.weft.it.wire.Fault.Mode;
import dev.weft.it.wire.Fault.Note;
import dev.weft.it.wire.Transcript.End;
import dev.weft.it.wire.Transcript.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection on which a play is going on. */
final class Wire implements AutoCloseable {

    /** Why 64 KiB? Few reads for the longest messages of the table, and little beside five hundred sockets' own buffers. */
    private static final int PIECE = 64 * 1024;

    private final Play play;
    private final Socket socket = new Socket();
    private boolean hasExtension = true;

    /** What came instead of a connection. */
    private @Nullable String refusal;

    private Wire(Play play) {
        this.play = play;
    }

    /** Connects, and opens a WebSocket if that comes first. */
    static Wire open(Play play, InetSocketAddress address, Duration patience) {
        Wire wire = new Wire(play);
        try {
            wire.socket.setTcpNoDelay(true);
            wire.socket.setSoTimeout((int) patience.toMillis());
            wire.socket.connect(address, (int) patience.toMillis());
            wire.open();
        } catch (IOException refused) {
            wire.refusal = refused.toString();
        }
        return wire;
    }

    Play play() {
        return play;
    }

    private void open() throws IOException {
        byte[] opening = play.opening();
        if (opening.length == 0) {
            return;
        }
        socket.getOutputStream().write(opening);
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new IOException("answered " + head);
        }
        hasExtension = head.contains("permessage-deflate");
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        int b;
        // Byte by byte, because what follows the head is not for this method.
        while (!endsHead(head) && (b = in.read()) >= 0) {
            head.write(b);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean endsHead(ByteArrayOutputStream head) {
        return head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    /** Writes a segment, if the play has so many. */
    void write(int segment) {
        if (refusal != null || segment >= play.segments().size()) {
            return;
        }
        try {
            socket.getOutputStream().write(play.segments().get(segment));
            if (play.fault().is(Note.FIN) && segment == play.segments().size() - 1) {
                socket.shutdownOutput();
            }
        } catch (IOException closedAlready) {
            // The server may end it before everything is written; what it said is read all the same.
        }
    }

    /** Reads to the end; empty if the server declined the extension that the fault is about. */
    Optional<Transcript> transcript() {
        if (refusal != null) {
            return Optional.of(
                    new Transcript(List.of(Reply.frame("garbage instead of a WebSocket: " + refusal)), End.OPEN));
        }
        if (play.fault().mode() == Mode.DEFLATE && !hasExtension) {
            return Optional.empty();
        }
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        End end = readAll(received);
        return Optional.of(new Transcript(replies(received), end));
    }

    private End readAll(ByteArrayOutputStream received) {
        byte[] piece = new byte[PIECE];
        Deque<Play.Cue> cues = new ArrayDeque<>(play.cues());
        try {
            InputStream in = socket.getInputStream();
            int count;
            while ((count = in.read(piece)) >= 0) {
                received.write(piece, 0, count);
                // A read that fills the piece is in the midst of a long message.
                while (count < PIECE && !cues.isEmpty() && hasCome(cues.peek(), received)) {
                    socket.getOutputStream().write(cues.remove().bytes());
                }
            }
            return End.CLOSED;
        } catch (SocketTimeoutException silence) {
            return End.OPEN;
        } catch (IOException reset) {
            return End.RESET;
        }
    }

    private boolean hasCome(Play.Cue cue, ByteArrayOutputStream received) {
        return replies(received).stream().anyMatch(reply -> reply.line().equals(cue.trigger()));
    }

    private List<Reply> replies(ByteArrayOutputStream received) {
        byte[] bytes = received.toByteArray();
        return play.fault().mode() == Mode.HEADS
                ? ReplyReader.responses(bytes, play.fault().bytes())
                : ReplyReader.frames(bytes);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException goneAlready) {
            // It is closed, which is all that is wanted.
        }
    }
}
