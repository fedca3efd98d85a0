package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Writes whole buffers, and lets the watchdog see whether a write makes progress and what that says of the peer. One
 * writer at a time.
 */
final class SocketWriter {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(SocketWriter.class));

    /** Why 8 bytes in a millisecond? 64 kbit/s, the slowest that a mobile network falls back to. */
    private static final int SLOWEST = 8;

    /** Why 2 min? The largest message by default is through, and a peer that is gone is not held for much longer. */
    private static final long LONGEST_MILLIS = TimeUnit.MINUTES.toMillis(2);

    private final Transport transport;
    private final CoarseClock clock;
    private final TimeSlice slice;

    /** Run after the connection was aborted: set once, when there is a session. */
    private volatile Runnable onAbort = () -> {};

    /** When the write in progress last got rid of a byte; 0 while nothing is written. */
    private volatile long progressAt;

    /** When a write last went on that had found no room; 0 if none did. */
    private volatile long wentOnAt;

    /** All bytes written. Changed by the writer. */
    private volatile long written;

    /** What was written when the peer was last heard. Changed by who reads. */
    private volatile long writtenWhenHeard;

    SocketWriter(Transport transport, CoarseClock clock, TimeSlice slice) {
        this.transport = transport;
        this.clock = clock;
        this.slice = slice;
    }

    /** Runs this whenever the connection is aborted from here. */
    void onAbort(Runnable then) {
        onAbort = then;
    }

    /** Writes all of it; blocks while the peer takes nothing. */
    void write(ByteBuffer... sources) throws IOException {
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

    boolean isWriting() {
        return progressAt != 0;
    }

    /** How long the write in progress has been stuck, in milliseconds; 0 if none is. */
    long stuckFor(long now) {
        long since = progressAt;
        return since == 0 ? 0 : now - since;
    }

    /** The peer has sent something. */
    void heard() {
        writtenWhenHeard = written;
    }

    /** How long ago the peer made room for a write that waited for some, in milliseconds. It was alive then. */
    long roomMadeBefore(long now) {
        long at = wentOnAt;
        return at == 0 ? Long.MAX_VALUE : now - at;
    }

    /**
     * How long a slow peer may take to read what it has not answered yet, in milliseconds: it lies in the buffers between,
     * and a ping behind it. While a write waits for room, its own progress tells whether the peer reads.
     */
    long underway() {
        return isWriting() ? 0 : Math.min((written - writtenWhenHeard) / SLOWEST, LONGEST_MILLIS);
    }

    /** Ends the connection at once, because its peer reads too slowly. */
    void abort(String why) {
        try {
            LOG.log(Level.INFO, "connection aborted", () -> "! " + transport.remoteAddress() + " aborted: " + why);
        } finally {
            abort();
        }
    }

    /** Ends the connection at once, because of what came of a write; never throws. */
    void abort(Throwable why) {
        try {
            abort();
            if (!(why instanceof IOException)) {
                LOG.log(
                        Level.ERROR,
                        "a frame was not written",
                        () -> "! a frame was not written: " + why + " at " + StackTraces.of(why));
            }
        } catch (RuntimeException | Error noMemoryForThat) {
            // The watchdog aborts what is still open.
        }
    }

    /** Ends the connection at once. */
    void abort() {
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
