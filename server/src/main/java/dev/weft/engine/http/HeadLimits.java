package dev.weft.engine.http;

/**
 * How much of a request head is read before it is refused. Line ends count for the head, not for a line.
 *
 * @param requestLine bytes of the request line; more is 414
 * @param headerLine bytes of one header line; more is 431
 * @param headSize bytes of the whole head, up to and including the empty line; more is 431
 * @param headerCount header lines; more is 431
 */
public record HeadLimits(int requestLine, int headerLine, int headSize, int headerCount) {

    /**
     * 8 KiB a line, 16 KiB and 100 header fields a head. RFC 9112 3: "It is RECOMMENDED that all HTTP
     * senders and recipients support, at a minimum, request-line lengths of 8000 octets." The rest is what other servers
     * settled on.
     */
    public static final HeadLimits DEFAULT = new HeadLimits(8_192, 8_192, 16_384, 100);

    /**
     * Checks that something can be read at all.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public HeadLimits {
        if (requestLine <= 0 || headerLine <= 0 || headSize <= 0 || headerCount <= 0) {
            throw new IllegalArgumentException("head limits must be positive");
        }
    }
}
