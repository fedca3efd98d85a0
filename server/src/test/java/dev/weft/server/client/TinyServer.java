package dev.weft.server.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket server on a loopback port of the system's choice, which does what a test's scripts say: one for each
 * connection, one after the other; then nobody listens any more. Written on bare sockets, and on nothing of ours, so that no mistake of the server's can hide one of the client's.
 */
final class TinyServer implements AutoCloseable {

    static final long DEADLINE_SECONDS = Long.getLong("weft.test.deadline.seconds", 30);

    /** What the server does with its connection. */
    @FunctionalInterface
    interface Script {

        void play(Peer peer) throws IOException;
    }

    private final ServerSocket listener;
    private final FutureTask<Void> played;

    TinyServer(Script... scripts) throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        played = new FutureTask<>(() -> {
            for (Script script : scripts) {
                try (Socket socket = listener.accept()) {
                    script.play(new Peer(socket));
                }
            }
            listener.close();
            return null;
        });
        Thread.ofVirtual().start(played);
    }

    URI uri(String target) {
        return URI.create("ws://127.0.0.1:" + listener.getLocalPort() + target);
    }

    /** Waits for the end of the scripts, and fails as they failed. */
    void awaitPlayed() throws Exception {
        played.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    /** A frame from the client, unmasked. */
    record Frame(int firstByte, ByteBuffer payload) {

        int opcode() {
            return firstByte & 0xF;
        }

        byte[] bytes() {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(payload.position(), bytes);
            return bytes;
        }

        String text() {
            return new String(bytes(), UTF_8);
        }

        /** The code of a Close. */
        int code() {
            return payload.getShort(0);
        }
    }

    /** The client, as the server sees it. */
    static final class Peer {

        static final int CONTINUATION = 0x0;
        static final int TEXT = 0x1;
        static final int BINARY = 0x2;
        static final int CLOSE = 0x8;
        static final int PING = 0x9;
        static final int PONG = 0xA;
        static final int FIN = 0x80;

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private final String head;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
            head = readHead();
        }

        /** The opening handshake as it was sent. */
        String head() {
            return head;
        }

        /** Completes the opening handshake, with further fields that end in CRLF. */
        void accept(String fields) throws IOException {
            write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + acceptKey() + "\r\n" + fields + "\r\n");
        }

        void write(String bytes) throws IOException {
            out.write(bytes.getBytes(ISO_8859_1));
            out.flush();
        }

        /** Sends a frame; the first byte is FIN and opcode. */
        void send(int firstByte, byte... payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(firstByte);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length < 65_536) {
                frame.write(126);
                frame.writeBytes(
                        ByteBuffer.allocate(2).putShort((short) payload.length).array());
            } else {
                frame.write(127);
                frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
            out.flush();
        }

        void sendText(String text) throws IOException {
            send(FIN | TEXT, text.getBytes(UTF_8));
        }

        void sendClose(int code, String reason) throws IOException {
            byte[] words = reason.getBytes(UTF_8);
            send(
                    FIN | CLOSE,
                    ByteBuffer.allocate(2 + words.length)
                            .putShort((short) code)
                            .put(words)
                            .array());
        }

        Frame read() throws IOException {
            int firstByte = in.readUnsignedByte();
            // RFC 6455 5.3: every frame of a client's is masked, so the top bit is always set.
            int length = in.readUnsignedByte() - 0x80;
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            return new Frame(firstByte, ByteBuffer.wrap(payload));
        }

        boolean hearsNothingFor(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            try {
                in.readUnsignedByte();
                return false;
            } catch (SocketTimeoutException e) {
                return true;
            } finally {
                socket.setSoTimeout(0);
            }
        }

        /** Sends every frame back as it came, until a Close has been sent back. */
        void echo() throws IOException {
            Frame frame = read();
            while (frame.opcode() != CLOSE) {
                send(frame.firstByte(), frame.bytes());
                frame = read();
            }
            send(frame.firstByte(), frame.bytes());
        }

        private String readHead() throws IOException {
            StringBuilder bytes = new StringBuilder();
            while (bytes.indexOf("\r\n\r\n") < 0) {
                bytes.append((char) in.readUnsignedByte());
            }
            return bytes.toString();
        }

        private String acceptKey() {
            String key = head.lines()
                    .filter(line -> line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18))
                    .map(line -> line.substring(18).strip())
                    .findFirst()
                    .orElseThrow();
            try {
                byte[] joined = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII);
                return Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-1").digest(joined));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
