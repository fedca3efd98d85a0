package dev.weft.it.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.Deflater;

/**
 * Reads bytes written down as frames are.
 *
 * <pre>
 * 81 85 M0        hex digits, M0 stands for the masking key 00 00 00 00
 * 'Hello'         text, as UTF-8
 * 3*00  3*(00 01) the item after the asterisk, so many times
 * 81['Hello']     a frame: first byte, mask bit, minimal length and masking key 0 before the payload
 * 81/37FA213D[..] the same, masked with that key
 * zip(..)         compressed as RFC 7692 7.2.1 has it: a DEFLATE stream without the 00 00 FF FF at its end
 * </pre>
 */
final class FrameText {

    /** Why 4? RFC 7692 7.2.1: the sender removes the four octets 00 00 FF FF "from the tail end". */
    private static final int TAIL = 4;

    private static final int MASK_BIT = 0x80;

    private final String text;
    private int at;

    private FrameText(String text) {
        this.text = text;
    }

    /** The bytes that a text stands for. */
    static byte[] bytes(String text) {
        FrameText reader = new FrameText(text);
        byte[] bytes = reader.items();
        reader.check(reader.at == text.length());
        return bytes;
    }

    private byte[] items() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        skipSpaces();
        while (at < text.length() && text.charAt(at) != ']' && text.charAt(at) != ')') {
            out.writeBytes(item());
            skipSpaces();
        }
        return out.toByteArray();
    }

    private byte[] item() {
        if (take("'")) {
            int end = text.indexOf('\'', at);
            check(end >= 0);
            byte[] bytes = text.substring(at, end).getBytes(StandardCharsets.UTF_8);
            at = end + 1;
            return bytes;
        }
        if (take("M0")) {
            return new byte[4];
        }
        if (take("zip(")) {
            return zip(until(")"));
        }
        if (take("(")) {
            return until(")");
        }
        int count = count();
        return count >= 0 ? times(count, item()) : hexOrFrame();
    }

    /** The number before an asterisk, or -1 if there is none. */
    private int count() {
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        if (end == at || end == text.length() || text.charAt(end) != '*') {
            return -1;
        }
        int count = Integer.parseInt(text.substring(at, end));
        at = end + 1;
        return count;
    }

    private byte[] hexOrFrame() {
        byte[] hex = hex();
        byte[] key = new byte[4];
        if (take("/")) {
            key = hex();
            check(key.length == 4);
        }
        if (!take("[")) {
            return hex;
        }
        check(hex.length == 1);
        return frame(hex[0], key, until("]"));
    }

    private byte[] hex() {
        int end = at;
        while (end < text.length() && HexFormat.isHexDigit(text.charAt(end))) {
            end++;
        }
        check(end > at && (end - at) % 2 == 0);
        byte[] bytes = HexFormat.of().parseHex(text, at, end);
        at = end;
        return bytes;
    }

    private byte[] until(String end) {
        byte[] bytes = items();
        check(take(end));
        return bytes;
    }

    private boolean take(String expected) {
        boolean isThere = text.startsWith(expected, at);
        at += isThere ? expected.length() : 0;
        return isThere;
    }

    private void skipSpaces() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private void check(boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("column " + (at + 1) + " of: " + text);
        }
    }

    private static byte[] times(int count, byte[] bytes) {
        byte[] all = new byte[count * bytes.length];
        for (int i = 0; i < all.length; i += bytes.length) {
            System.arraycopy(bytes, 0, all, i, bytes.length);
        }
        return all;
    }

    private static byte[] frame(byte first, byte[] key, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put(first);
        if (payload.length < 126) {
            frame.put((byte) (MASK_BIT | payload.length));
        } else if (payload.length < 65_536) {
            frame.put((byte) (MASK_BIT | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASK_BIT | 127)).putLong(payload.length);
        }
        frame.put(key);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ key[i % 4]));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }

    private static byte[] zip(byte[] bytes) {
        try (Deflation deflation = new Deflation()) {
            byte[] all = deflation.of(bytes);
            byte[] cut = new byte[all.length - TAIL];
            System.arraycopy(all, 0, cut, 0, cut.length);
            return cut;
        }
    }

    /** A raw DEFLATE stream, flushed to a byte border. */
    private static final class Deflation implements AutoCloseable {

        private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);

        byte[] of(byte[] bytes) {
            deflater.setInput(bytes);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            int count;
            while ((count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH)) > 0) {
                out.write(piece, 0, count);
            }
            return out.toByteArray();
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
