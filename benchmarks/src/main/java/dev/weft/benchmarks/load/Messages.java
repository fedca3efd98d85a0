package dev.weft.benchmarks.load;

import java.util.stream.IntStream;

/**
 * The messages of a run: some that differ, sent one after the other, over and over, but for their sequence numbers.
 *
 * <p>Why do they differ? A server whose compressed messages refer back to earlier ones would otherwise have nothing left to
 * send.
 */
final class Messages {

    /** Why 64? Of 1 KiB each, they fill a window of 32 KiB, the largest there is, twice. */
    private static final int JSON_VARIANTS = 64;

    private final MessageShape shape;
    private final byte[][] plain;
    private final byte[][] payloads;

    Messages(MessageShape shape) {
        this.shape = shape;
        int variants = shape.content() == Content.JSON ? JSON_VARIANTS : 1;
        plain = IntStream.range(0, variants)
                .mapToObj(variant -> Payload.filler(shape.size(), shape.content(), variant))
                .toArray(byte[][]::new);
        payloads = plain.clone();
        if (shape.isDeflated()) {
            for (int i = 0; i < payloads.length; i++) {
                payloads[i] = DeflatedPayload.of(plain[i]);
            }
        }
    }

    MessageShape shape() {
        return shape;
    }

    int variants() {
        return plain.length;
    }

    /** The message with this sequence number, its digits still zero, as a receiver sees it. */
    byte[] plain(int sequence) {
        return plain[Integer.remainderUnsigned(sequence, plain.length)];
    }

    /** A variant's payload as it travels, before masking. */
    byte[] payload(int variant) {
        return payloads[variant];
    }

    /** Where in every payload the digits are. */
    int sequenceOffset() {
        return shape.isDeflated() ? DeflatedPayload.SEQUENCE_OFFSET : 0;
    }

    /** The opcode, and the bit that tells of compression. */
    int firstBits() {
        return shape.content().opcode() | (shape.isDeflated() ? ClientFrame.RSV1 : 0);
    }
}
