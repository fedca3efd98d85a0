package dev.weft.it;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A client on a bare socket that offers compression, sends messages in fragments, and looks at every bit of the answer. */
final class DeflateClient implements AutoCloseable {

    /** Any key does; this is the RFC's own. */
    private static final String REQUEST = """
            GET /ws/echo HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Extensions: permessage-deflate{offer}\r
            \r
            """;

    private static final String EXTENSIONS = "Sec-WebSocket-Extensions: ";
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;

    /** A message as the server sent it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares two.
    record Received(int opcode, boolean compressed, byte[] payload) {}

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Random random = new Random(DeflateData.SEED);
    private String answer = "";

    DeflateClient(int port, String offer) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) WeftProcess.PATIENCE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
        out.write(REQUEST.replace("{offer}", offer).getBytes(StandardCharsets.US_ASCII));
        out.flush();
        readHead();
    }

    /** The extensions that the server agreed to, as it wrote them. */
    String answer() {
        return answer;
    }

    /** Sends a compressed message in fragments of this size, or in one frame if that is 0. */
    void send(int opcode, byte[] payload, int fragment) throws IOException {
        int step = fragment == 0 ? Math.max(1, payload.length) : fragment;
        for (int at = 0; at < payload.length; at += step) {
            int count = Math.min(step, payload.length - at);
            int fin = at + count == payload.length ? FIN : 0;
            // RFC 7692 6: RSV1 is set on the first fragment alone.
            out.writeByte(fin | (at == 0 ? RSV1 | opcode : 0));
            writeMasked(payload, at, count);
        }
        out.flush();
    }

    /** Reads a whole message; what is no data frame, or breaks a rule of framing, is an error. */
    Received receive() throws IOException {
        int first = in.readUnsignedByte();
        byte[] payload = readPayload();
        int opcode = first & 0x0F;
        expect(opcode == 1 || opcode == 2, "a data frame", first);
        int last = first;
        while ((last & FIN) == 0) {
            last = in.readUnsignedByte();
            // RFC 7692 6.1: "An endpoint MUST NOT set the RSV1 bit of non-first fragments of a data message".
            expect((last & ~FIN) == 0, "a continuation without RSV1", last);
            byte[] more = readPayload();
            byte[] both = new byte[payload.length + more.length];
            System.arraycopy(payload, 0, both, 0, payload.length);
            System.arraycopy(more, 0, both, payload.length, more.length);
            payload = both;
        }
        expect((first & 0x30) == 0, "RSV2 and RSV3 of 0", first);
        return new Received(opcode, (first & RSV1) != 0, payload);
    }

    /** Reads the server's Close, and returns its code. */
    int receiveClose() throws IOException {
        int first = in.readUnsignedByte();
        expect(first == (FIN | 8), "a Close", first);
        byte[] payload = readPayload();
        return (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        int field = head.indexOf(EXTENSIONS);
        if (field >= 0) {
            answer = head.substring(field + EXTENSIONS.length(), head.indexOf("\r\n", field));
        }
    }

    private void writeMasked(byte[] payload, int from, int count) throws IOException {
        if (count < 126) {
            out.writeByte(0x80 | count);
        } else if (count < 1 << 16) {
            out.writeByte(0x80 | 126);
            out.writeShort(count);
        } else {
            out.writeByte(0x80 | 127);
            out.writeLong(count);
        }
        int key = random.nextInt();
        out.writeInt(key);
        byte[] masked = new byte[count];
        for (int i = 0; i < count; i++) {
            masked[i] = (byte) (payload[from + i] ^ (key >>> (24 - 8 * (i & 3))));
        }
        out.write(masked);
    }

    private byte[] readPayload() throws IOException {
        int second = in.readUnsignedByte();
        long length = second;
        if (second == 126) {
            length = in.readUnsignedShort();
        } else if (second == 127) {
            length = in.readLong();
        }
        // RFC 6455 5.1: "A server MUST NOT mask any frames that it sends to the client."
        expect(second < 0x80, "a frame without a mask", second);
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return payload;
    }

    private static void expect(boolean holds, String wanted, int found) {
        if (!holds) {
            throw new AssertionError("no %s: 0x%02X".formatted(wanted, found));
        }
    }
}
