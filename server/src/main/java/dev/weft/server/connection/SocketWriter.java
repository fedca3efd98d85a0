package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes whole buffers, and lets the watchdog see whether a write makes progress. One writer at a time. */
final class SocketWriter {

    private static final LogThrottle LOG = new LogThrottle(LoggerFactory.getLogger(SocketWriter.class));

    private final Transport transport;
    private final CoarseClock clock;
    private final Pace pace;

    /** When the write in progress last got rid of a byte; 0 while nothing is written. */
    private volatile long progressAt;

    SocketWriter(Transport transport, CoarseClock clock, Pace pace) {
        this.transport = transport;
        this.clock = clock;
        this.pace = pace;
    }

    /** Writes all of it; blocks while the peer takes nothing. */
    void write(ByteBuffer... sources) throws IOException {
        try {
            do {
                progressAt = clock.millis();
                transport.write(sources);
            } while (hasRemaining(sources));
        } finally {
            progressAt = 0;
        }
        pace.hasWorked();
    }

    boolean isWriting() {
        return progressAt != 0;
    }

    /** How long the write in progress has been stuck, in milliseconds; 0 if none is. */
    long stuckFor(long now) {
        long since = progressAt;
        return since == 0 ? 0 : now - since;
    }

    /** Ends the connection at once, because its peer reads too slowly. */
    void cut(String why) {
        LOG.log(Level.INFO, "peer cut", () -> "! " + transport.remoteAddress() + " cut: " + why);
        transport.cut();
    }

    /** Ends the connection at once, because of what came of a write; never throws. */
    void cut(Throwable why) {
        try {
            transport.cut();
            if (!(why instanceof IOException)) {
                LOG.log(
                        Level.ERROR,
                        "a frame was not written",
                        () -> "! a frame was not written: " + why + " at " + Stack.of(why));
            }
        } catch (RuntimeException | Error noMemoryForThat) {
            // The watchdog cuts what is still open.
        }
    }

    private static boolean hasRemaining(ByteBuffer... sources) {
        for (ByteBuffer source : sources) {
            if (source.hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
