package dev.weft.engine.frame;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes for tests, written as the RFC writes them; frames are made slowly and without any code under test. */
public final class Wire {

    /** The masking key that changes nothing, so that a test can be read; {@code M0} inside {@link #bytes}. */
    public static final int M0 = 0;

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private Wire() {}

    /** Bytes from {@code "81 85 M0 48 65"}: hexadecimal with spaces, and {@code M0} for four zero bytes. */
    public static byte[] bytes(String text) {
        return HEX.parseHex(text.strip().replace("M0", "00 00 00 00"));
    }

    /** The opposite of {@link #bytes}. */
    public static String text(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** One after the other. */
    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The same bytes so many times. */
    public static byte[] repeat(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    /** Bytes of a text. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** So many bytes, no two neighbours alike, so that a lost or doubled one shows. */
    public static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 7 + (i >>> 8));
        }
        return bytes;
    }

    /** A client's frame with the key {@code M0}; {@code first} is the whole first byte, 0x81 for a whole text. */
    public static byte[] frame(int first, byte[] payload) {
        return frame(first, payload, M0);
    }

    /** A client's frame; the key is written as it reads, 0x37FA213D for {@code 37 FA 21 3D}. */
    public static byte[] frame(int first, byte[] payload, int key) {
        return concat(header(first, payload.length, key), masked(payload, key));
    }

    /** A whole text. */
    public static byte[] textFrame(String text) {
        return frame(0x81, utf8(text));
    }

    /** A client's frame header with the shortest form of the length. */
    public static byte[] header(int first, long length, int key) {
        ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
        if (length < 126) {
            header.put((byte) (0x80 | length));
        } else if (length < 65_536) {
            header.put((byte) 0xFE).putShort((short) length);
        } else {
            header.put((byte) 0xFF).putLong(length);
        }
        header.putInt(key).flip();
        byte[] bytes = new byte[header.remaining()];
        header.get(bytes);
        return bytes;
    }

    /** RFC 6455 5.3, letter by letter: octet i XOR masking key octet (i MOD 4). */
    public static byte[] masked(byte[] payload, int key) {
        byte[] keyOctets = ByteBuffer.allocate(4).putInt(key).array();
        byte[] masked = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            masked[i] = (byte) (payload[i] ^ keyOctets[i % 4]);
        }
        return masked;
    }
}
