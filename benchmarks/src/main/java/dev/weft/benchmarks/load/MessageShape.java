package dev.weft.benchmarks.load;

/**
 * Size and content of every message of a run.
 *
 * @param size payload bytes
 * @param content what the payload is made of
 */
public record MessageShape(int size, Content content) {

    /** Why 16 MiB? Far above the largest load, and a batch of them still fits a direct buffer. */
    private static final int MAX_SIZE = 16 << 20;

    /** Checks the size. */
    public MessageShape {
        if (size < Payload.SEQUENCE_BYTES || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "Message size must be " + Payload.SEQUENCE_BYTES + " to " + MAX_SIZE + " bytes, not " + size);
        }
    }

    byte[] template() {
        return Payload.filler(size, content);
    }
}
