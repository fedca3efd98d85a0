package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;

/** Encodes one unfragmented, masked frame, as RFC 6455 5.3 demands of a client. */
final class ClientFrame {

    /** RFC 7692 6: "Per-message Compressed" bit, set in the first frame of a compressed message. */
    static final int RSV1 = 0x40;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MASKING_KEY_BYTES = 4;

    private ClientFrame() {}

    /** Bytes before the payload: 2, the extended length (0, 2 or 8), and the masking key. */
    static int headerLength(int payloadLength) {
        int extended = payloadLength <= 125 ? 0 : payloadLength <= 65_535 ? Short.BYTES : Long.BYTES;
        return 2 + extended + MASKING_KEY_BYTES;
    }

    /**
     * Writes header, masking key and masked payload at the buffer's position.
     *
     * @param out has room for {@link #headerLength} plus the payload
     * @param opcode a value of {@link Opcodes}, with {@link #RSV1} if the payload is compressed
     * @param maskingKey big-endian: its highest byte masks the first byte of the payload
     * @param payload not changed
     */
    static void encode(ByteBuffer out, int opcode, int maskingKey, byte[] payload) {
        out.put((byte) (FIN | opcode));
        encodeLength(out, payload.length);
        out.putInt(maskingKey);
        for (int i = 0; i < payload.length; i++) {
            // RFC 6455 5.3: transformed-octet-i = original-octet-i XOR masking-key-octet-j, j = i MOD 4
            out.put((byte) (payload[i] ^ maskingKey >>> 24 - 8 * (i & 3)));
        }
    }

    private static void encodeLength(ByteBuffer out, int length) {
        if (length <= 125) {
            out.put((byte) (MASKED | length));
        } else if (length <= 65_535) {
            out.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            out.put((byte) (MASKED | 127)).putLong(length);
        }
    }
}
