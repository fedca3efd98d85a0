package dev.weft.benchmarks.load;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses a message whose sequence number will change: the number is in a block of its own that is merely stored, so that
 * it can be changed where it is, and the message is compressed once and not each time it is sent.
 *
 * <p>No message refers back to an earlier one. A client may always do so, and so every server gets the same bytes, whatever
 * it negotiates.
 */
final class DeflatedPayload {

    /** RFC 1951 3.2.4: a byte for BFINAL and BTYPE with its padding, then LEN and NLEN. */
    static final int SEQUENCE_OFFSET = 5;

    /** RFC 7692 7.2.1: "Remove 4 octets (that are 0x00 0x00 0xff 0xff) from the tail end." */
    static final byte[] TAIL = {0x00, 0x00, (byte) 0xFF, (byte) 0xFF};

    private static final int PIECE_BYTES = 4_096;

    private DeflatedPayload() {}

    static byte[] of(byte[] message) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        // RFC 1951 3.2.4: BTYPE=00, no compression; NLEN is the one's complement of LEN.
        payload.writeBytes(new byte[] {0, Payload.SEQUENCE_BYTES, 0, ~Payload.SEQUENCE_BYTES, (byte) 0xFF});
        payload.write(message, 0, Payload.SEQUENCE_BYTES);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(message, Payload.SEQUENCE_BYTES, message.length - Payload.SEQUENCE_BYTES);
            byte[] piece = new byte[PIECE_BYTES];
            int length = piece.length;
            while (length == piece.length) {
                length = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                payload.write(piece, 0, length);
            }
        } finally {
            deflater.end();
        }
        byte[] whole = payload.toByteArray();
        return Arrays.copyOf(whole, whole.length - TAIL.length);
    }
}
