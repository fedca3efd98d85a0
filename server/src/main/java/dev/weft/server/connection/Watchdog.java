package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform thread that looks after all connections on a coarse tick: deadlines, pings, silent peers, stalled writes,
 * handlers that do not return. A platform thread, so that handlers that spin on every carrier cannot stop it; it never
 * blocks on a connection.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** Why 100 ms? A blocked handler's client is answered within 350 ms, and 10,000 idle connections cost 1 % of a core. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConnectionRegistry registry;
    private final CoarseClock clock;
    private final Carriers carriers = new Carriers();
    private volatile boolean running = true;

    Watchdog(ConnectionRegistry registry, CoarseClock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    void start() {
        Thread.ofPlatform().name("weft-watchdog").daemon(true).start(this::watch);
    }

    void stop() {
        running = false;
    }

    private void watch() {
        while (running) {
            try {
                checkAll(clock.tick());
                LogThrottle.flushAll();
            } catch (RuntimeException | Error fault) {
                // Such as no memory for a moment: without this thread no deadline would ever pass again.
                LOG.error("! watchdog: {} at {}", fault.toString(), Stack.of(fault));
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void checkAll(long now) {
        int spinning = 0;
        int pinned = 0;
        for (Connection connection : registry.snapshot()) {
            check(connection, now);
            Thread busy = connection.busyThread(now);
            if (busy != null && carriers.isKeptBy(busy)) {
                boolean runs = busy.getState() == Thread.State.RUNNABLE;
                spinning += runs ? 1 : 0;
                pinned += runs ? 0 : 1;
            }
        }
        carriers.adjust(new Carriers.Kept(spinning, pinned));
    }

    private static void check(Connection connection, long now) {
        try {
            connection.check(now);
        } catch (RuntimeException | Error fault) {
            LOG.error("! watchdog: {} at {}", fault.toString(), Stack.of(fault));
        }
    }
}
