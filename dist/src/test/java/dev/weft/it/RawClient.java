package dev.weft.it;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A client that says exactly what a test wants said, and hears only what it wants heard. One thread reads, one writes. */
final class RawClient implements Closeable {

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** A server that never answers an opening handshake fails a test, and does not hang it. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(60, TimeUnit.SECONDS);

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASKED = 0x80;

    /** RFC 6455 5.3 wants a fresh one for each frame; what the server does with it depends on that no more. */
    private static final byte[] MASKING_KEY = {0x37, (byte) 0xFA, 0x21, 0x3D};

    /**
     * A frame that arrived.
     *
     * @param opcode of RFC 6455 5.2
     * @param compressed whether RSV1 is set
     * @param payload all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Frame(int opcode, boolean compressed, byte[] payload) {

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The close code; 1005 if there is none. */
        int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getChar();
        }
    }

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(16 * 1024).flip();

    /** The head of the answer to the opening handshake. */
    private String answer = "";

    private RawClient(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, and says nothing. */
    static RawClient connect(int port) throws IOException {
        return connect(port, SocketChannel.open());
    }

    /** The same, and the system takes no more than this, or twice that, before it is read. */
    static RawClient connectNarrow(int port, int receiveBuffer) throws IOException {
        return connect(port, SocketChannel.open().setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer));
    }

    private static RawClient connect(int port, SocketChannel channel) throws IOException {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RawClient(channel);
        } catch (IOException | RuntimeException refused) {
            channel.close();
            throw refused;
        }
    }

    /** Connects and opens a WebSocket; fails if the answer is no 101. */
    static RawClient open(int port, String path, String... fields) throws IOException {
        return open(connect(port), path, fields);
    }

    /** The same, and the system takes no more than this, or twice that, before it is read. */
    static RawClient openNarrow(int port, int receiveBuffer, String path) throws IOException {
        return open(connectNarrow(port, receiveBuffer), path);
    }

    private static RawClient open(RawClient client, String path, String... fields) throws IOException {
        CompletableFuture<Void> tooLate = CompletableFuture.runAsync(client::hangUp, LATER);
        try {
            client.write(handshake(path, fields));
            client.answer = client.readHead();
            if (!client.answer.startsWith("HTTP/1.1 101 ")) {
                throw new IOException(
                        "refused: " + client.answer.lines().findFirst().orElse("(nothing)"));
            }
            return client;
        } catch (IOException | RuntimeException refused) {
            client.close();
            throw refused;
        } finally {
            tooLate.cancel(false);
        }
    }

    /** Whether the server has agreed to use this extension. */
    boolean hasAgreedOn(String extension) {
        return answer.contains("\r\nSec-WebSocket-Extensions: " + extension);
    }

    private void hangUp() {
        try {
            close();
        } catch (IOException alreadyGone) {
            // So it has ended.
        }
    }

    /** The request of an opening handshake, with further header lines. */
    static byte[] handshake(String path, String... fields) {
        // RFC 6455 1.3: the key of the example.
        StringBuilder head = new StringBuilder(
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A whole message in one frame. */
    static byte[] message(int opcode, byte[] payload) {
        return frame(FIN | opcode, payload.length, payload);
    }

    /** A whole message in one frame, compressed by the caller. */
    static byte[] compressed(int opcode, byte[] deflated) {
        return frame(FIN | RSV1 | opcode, deflated.length, deflated);
    }

    /** A fragment that others follow. */
    static byte[] fragment(int opcode, byte[] payload) {
        return frame(opcode, payload.length, payload);
    }

    /** A frame that declares a length, and has only a part of it. */
    static byte[] beginning(int opcode, int length, byte[] part) {
        return frame(FIN | opcode, length, part);
    }

    private static byte[] frame(int first, int length, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length);
        frame.put((byte) first);
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length < 65_536) {
            frame.put((byte) (MASKED | 126)).putChar((char) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        frame.put(MASKING_KEY);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASKING_KEY[i & 3]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(bytes);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    void text(String text) throws IOException {
        write(message(TEXT, text.getBytes(StandardCharsets.UTF_8)));
    }

    void close(int code) throws IOException {
        write(message(CLOSE, new byte[] {(byte) (code >> 8), (byte) code}));
    }

    /** The next frame. */
    Frame read() throws IOException {
        int first = readByte();
        int length = readByte();
        if (length == 126) {
            length = readByte() << 8 | readByte();
        } else if (length == 127) {
            long declared = 0;
            for (int i = 0; i < 8; i++) {
                declared = declared << 8 | readByte();
            }
            length = Math.toIntExact(declared);
        }
        byte[] payload = new byte[length];
        for (int at = 0; at < length; ) {
            at += take(payload, at);
        }
        return new Frame(first & 0xF, (first & RSV1) != 0, payload);
    }

    /** The next frame that is no ping; RFC 6455 5.5.2: a ping before it is answered. */
    Frame readAndPong() throws IOException {
        Frame frame = read();
        while (frame.opcode() == PING) {
            write(message(PONG, frame.payload()));
            frame = read();
        }
        return frame;
    }

    /** The code of the Close that comes, whatever comes before it; 1006 if the connection ends without one. */
    int awaitClose() throws IOException {
        try {
            while (true) {
                Frame frame = read();
                if (frame.opcode() == CLOSE) {
                    return frame.closeCode();
                }
            }
        } catch (EOFException ended) {
            return 1006;
        }
    }

    /** Reads until the server ends the connection, by whatever means. */
    void awaitEnd() {
        try {
            while (channel.read(in.clear()) >= 0) {
                // What it still says is of no interest.
            }
        } catch (IOException reset) {
            // That is an end, too.
        }
    }

    /** Reads so many bytes and throws them away; how many they were, if the server ended the connection before. */
    long skip(long bytes) {
        long count = 0;
        try {
            while (count < bytes) {
                if (!in.hasRemaining()) {
                    fill();
                }
                int part = (int) Math.min(in.remaining(), bytes - count);
                in.position(in.position() + part);
                count += part;
            }
        } catch (IOException ended) {
            // That is as far as it goes.
        }
        return count;
    }

    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            head.append((char) readByte());
        }
        return head.toString();
    }

    /** Says that it will write no more: a FIN. */
    void end() throws IOException {
        channel.shutdownOutput();
    }

    /** Ends the connection with a RST. */
    void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private int readByte() throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        return in.get() & 0xFF;
    }

    private int take(byte[] target, int at) throws IOException {
        if (!in.hasRemaining()) {
            fill();
        }
        int count = Math.min(in.remaining(), target.length - at);
        in.get(target, at, count);
        return count;
    }

    private void fill() throws IOException {
        int count = channel.read(in.clear());
        in.flip();
        if (count < 0) {
            throw new EOFException("the server ended the connection");
        }
    }
}
