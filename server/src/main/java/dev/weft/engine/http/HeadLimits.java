package dev.weft.engine.http;

/**
 * How large a request head may be before it is refused. Lines have no limit of their own: RFC 9110 5.4 sets none, a
 * browser sends all its cookies in one, and a long line costs no more than many short ones.
 *
 * @param headSize bytes of the whole head, up to and including the empty line; more is 414 while the request line is read
 *     (501 if it is all method), and 431 afterwards
 * @param headerCount header lines; more is 431
 */
public record HeadLimits(int headSize, int headerCount) {

    private static final int STANDARD_SIZE = 16_384;

    /** Why 100 in 16 KiB? Other servers settled on these; a browser sends 12 to 18. */
    private static final int STANDARD_COUNT = 100;

    /** 16 KiB and 100 header lines. */
    public static final HeadLimits DEFAULT = ofSize(STANDARD_SIZE);

    /**
     * Checks that both are positive.
     *
     * @throws IllegalArgumentException if a limit is not positive
     */
    public HeadLimits {
        if (headSize <= 0 || headerCount <= 0) {
            throw new IllegalArgumentException("head limits must be positive");
        }
    }

    /**
     * The limits for heads up to this size; the number of lines grows with it.
     *
     * @throws IllegalArgumentException if the size is not positive
     */
    public static HeadLimits ofSize(int headSize) {
        long inProportion = (long) STANDARD_COUNT * headSize / STANDARD_SIZE;
        return new HeadLimits(headSize, (int) Math.max(STANDARD_COUNT, inProportion));
    }
}
