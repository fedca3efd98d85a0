package dev.weft.benchmarks.load;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small blocking echo server whose replies a test can spoil. */
final class EchoFixture implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("Sec-WebSocket-Key: (\\S+)");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger pongs = new AtomicInteger();
    private final Answer answer;

    /** What the server does with the index-th message of a connection. */
    @FunctionalInterface
    interface Answer {
        void write(OutputStream out, byte[] payload, int index) throws IOException;
    }

    EchoFixture(Answer answer) throws IOException {
        this.answer = answer;
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "ws://127.0.0.1:" + listener.getLocalPort() + "/";
    }

    int pongs() {
        return pongs.get();
    }

    /** Writes one unmasked frame of up to 65,535 bytes. */
    static void frame(OutputStream out, int first, byte[] payload) throws IOException {
        byte[] header = payload.length < 126
                ? new byte[] {(byte) first, (byte) payload.length}
                : new byte[] {(byte) first, 126, (byte) (payload.length >> 8), (byte) payload.length};
        out.write(header);
        out.write(payload);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The listener was closed: the test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            out.write(opening(in).getBytes(StandardCharsets.US_ASCII));
            int messages = 0;
            int opcode = 0;
            while (opcode != Opcodes.CLOSE) {
                opcode = in.readUnsignedByte() & 0x0F;
                byte[] payload = payload(in);
                switch (opcode) {
                    case Opcodes.PONG -> pongs.incrementAndGet();
                    case Opcodes.CLOSE -> frame(out, 0x88, payload);
                    default -> answer.write(out, payload, messages++);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // The client went away, or the answer closed the connection on purpose.
        }
    }

    private static String opening(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            throw new IOException("no key");
        }
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + OpeningHandshake.accept(key.group(1)) + "\r\n\r\n";
    }

    private static byte[] payload(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] key = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= key[i & 3];
        }
        return payload;
    }
}
