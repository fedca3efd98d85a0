package dev.weft.server.outbound;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.log.StackTraces;
import dev.weft.server.net.Transport;
import dev.weft.server.resource.CoarseClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes whole buffers, and lets the watchdog see whether a write makes progress and what that reveals about the peer.
 * One writer at a time.
 */
public final class SocketWriter {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(SocketWriter.class));

    /** Why 8 bytes in a millisecond? 64 kbit/s, the slowest that a mobile network falls back to. */
    private static final int SLOWEST = 8;

    /**
     * Why 2 min? The largest message allowed by default is written by then, and a dead peer is not kept for much
     * longer.
     */
    private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final Transport transport;
    private final CoarseClock clock;
    private final TimeSlice slice;

    /** Run after the connection was aborted; set once, when the session exists. */
    private volatile Runnable onAbort = () -> {};

    /** When the current write last made progress; 0 while nothing is being written. */
    private volatile long progressAt;

    /** When a write that had found no room last continued; 0 if none did. */
    private volatile long wentOnAt;

    /** All bytes written. Changed by the writer. */
    private volatile long written;

    /** The bytes written when the peer was last heard. Changed by the reading thread. */
    private volatile long writtenWhenHeard;

    /** Makes a writer to a transport. */
    public SocketWriter(Transport transport, CoarseClock clock, TimeSlice slice) {
        this.transport = transport;
        this.clock = clock;
        this.slice = slice;
    }

    /** Sets a task that runs when the connection is aborted from here. */
    public void onAbort(Runnable then) {
        onAbort = then;
    }

    /** Writes all bytes; blocks while the peer accepts none. */
    public void write(ByteBuffer... sources) throws IOException {
        long before = written;
        long size = remaining(sources);
        try {
            do {
                long since = clock.millis();
                progressAt = since;
                transport.write(sources);
                long now = clock.millis();
                if (now != since) {
                    wentOnAt = now;
                }
            } while (remaining(sources) > 0);
        } finally {
            written = before + size;
            progressAt = 0;
        }
        slice.hasWorked();
    }

    /** Writes what the peer accepts at once, and nothing more; false if anything is left to {@link #write}. */
    public boolean writeNow(ByteBuffer... sources) throws IOException {
        long after = written + remaining(sources);
        boolean done;
        try {
            done = transport.writeNow(sources);
        } finally {
            written = after - remaining(sources);
        }
        slice.hasWorked();
        return done;
    }

    /** Whether a write has begun and not returned. */
    public boolean isWriting() {
        return progressAt != 0;
    }

    /** How long the write in progress has been stuck, in milliseconds; 0 if none is. */
    public long stuckFor(long now) {
        long since = progressAt;
        return since == 0 ? 0 : now - since;
    }

    /** Called when the peer has sent something. */
    public void heard() {
        writtenWhenHeard = written;
    }

    /** How long ago the peer made room for a waiting write, in milliseconds; the peer was alive then. */
    public long roomMadeBefore(long now) {
        long at = wentOnAt;
        return at == 0 ? Long.MAX_VALUE : now - at;
    }

    /**
     * How long, in milliseconds, a slow peer may take to read the bytes written since it was last heard: these fill the
     * buffers in between, and a ping is behind them. While a write waits for room, its own progress shows whether the
     * peer reads.
     */
    public long underway() {
        return isWriting() ? 0 : Math.min((written - writtenWhenHeard) / SLOWEST, LONGEST_MILLIS);
    }

    /** Ends the connection at once, because its peer reads too slowly. */
    public void abort(String why) {
        try {
            LOG.log(Level.INFO, "connection aborted", () -> "! " + transport.remoteAddress() + " aborted: " + why);
        } finally {
            abort();
        }
    }

    /** Ends the connection at once because a write failed; never throws. */
    public void abort(Throwable why) {
        try {
            abort();
            if (!(why instanceof IOException)) {
                log(why);
            }
        } catch (RuntimeException | Error noMemoryForThat) {
            // The watchdog aborts the connection if it is still open.
        }
    }

    private static void log(Throwable why) {
        LOG.log(
                Level.ERROR,
                "a frame was not written",
                () -> "! a frame was not written: " + why + " at " + StackTraces.of(why));
    }

    /** Ends the connection at once. */
    public void abort() {
        try {
            transport.abort();
        } finally {
            onAbort.run();
        }
    }

    private static long remaining(ByteBuffer... sources) {
        long sum = 0;
        for (ByteBuffer source : sources) {
            sum += source.remaining();
        }
        return sum;
    }
}
