package dev.weft.benchmarks.load;

/**
 * Size and content of every message of a run.
 *
 * @param size payload bytes, before they are compressed
 * @param content what the payload is made of
 * @param coding how it travels
 */
public record MessageShape(int size, Content content, Coding coding) {

    /** How payloads travel. */
    public enum Coding {
        /** As they are. */
        PLAIN,
        /** Compressed, with the permessage-deflate that browsers offer (RFC 7692). */
        DEFLATE
    }

    /** Why 16 MiB? Far above the largest load, and a batch of them still fits a direct buffer. */
    private static final int MAX_SIZE = 16 << 20;

    /** Checks the size. */
    public MessageShape {
        if (size < Payload.SEQUENCE_BYTES || size > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "Message size must be " + Payload.SEQUENCE_BYTES + " to " + MAX_SIZE + " bytes, not " + size);
        }
    }

    /**
     * Messages that travel as they are.
     *
     * @param size payload bytes
     * @param content what the payload is made of
     */
    public MessageShape(int size, Content content) {
        this(size, content, Coding.PLAIN);
    }

    boolean isDeflated() {
        return coding == Coding.DEFLATE;
    }
}
