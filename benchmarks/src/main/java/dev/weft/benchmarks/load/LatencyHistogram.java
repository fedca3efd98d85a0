package dev.weft.benchmarks.load;

/**
 * Counts latencies in buckets whose width is at most 1/64 of their value; recording allocates nothing.
 *
 * <p>Values are nanoseconds; below 128 each has its own bucket.
 */
final class LatencyHistogram {

    /** Why 7? 64 steps per power of two bound the error of a percentile at 1.6 %, far under the noise of any run. */
    private static final int SUB_BITS = 7;

    private static final int SUB_BUCKETS = 1 << SUB_BITS;
    private static final int STEPS_PER_OCTAVE = SUB_BUCKETS / 2;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS + 2) * STEPS_PER_OCTAVE];
    private long total;

    void record(long nanos) {
        counts[bucket(Math.max(0, nanos))]++;
        total++;
    }

    void add(LatencyHistogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /** The lower edge of the bucket that holds the given share of all values; 0 if there are none. */
    long percentile(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return lowerEdge(i);
            }
        }
        return 0;
    }

    private static int bucket(long value) {
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(value | SUB_BUCKETS - 1);
        int shift = exponent - SUB_BITS + 1;
        return shift <= 0 ? (int) value : shift * STEPS_PER_OCTAVE + (int) (value >>> shift);
    }

    private static long lowerEdge(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return bucket;
        }
        int shift = bucket / STEPS_PER_OCTAVE - 1;
        return (long) (bucket - shift * STEPS_PER_OCTAVE) << shift;
    }
}
