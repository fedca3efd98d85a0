package dev.weft.benchmarks.load;

/** What was measured of the messages that arrived; recording allocates nothing. */
final class Arrivals {

    private final LatencyHistogram each = new LatencyHistogram();
    private final LatencyHistogram first = new LatencyHistogram();
    private final LatencyHistogram last = new LatencyHistogram();
    private long payloadBytes;

    /** A message arrived. */
    void record(long nanos, long bytes) {
        each.record(nanos);
        payloadBytes += bytes;
    }

    /** Everything that was published at one moment has arrived everywhere. */
    void recordRound(long firstNanos, long lastNanos) {
        first.record(firstNanos);
        last.record(lastNanos);
    }

    void add(Arrivals other) {
        each.add(other.each);
        first.add(other.first);
        last.add(other.last);
        payloadBytes += other.payloadBytes;
    }

    /** From sending to arrival, of every message. */
    LatencyHistogram each() {
        return each;
    }

    /** From publishing to the first arrival, of every round of a fan-out. */
    LatencyHistogram first() {
        return first;
    }

    /** From publishing to the last arrival, of every round of a fan-out. */
    LatencyHistogram last() {
        return last;
    }

    /** Payload bytes per message, as they travelled; NaN if there was none. */
    double bytesPerMessage() {
        return (double) payloadBytes / each.total();
    }
}
