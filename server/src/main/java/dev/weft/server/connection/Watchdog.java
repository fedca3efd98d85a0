package dev.weft.server.connection;

import dev.weft.server.log.LogThrottle;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.FaultLog;
import dev.weft.server.resource.ServiceThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One platform thread that checks all connections on a coarse tick: deadlines, pings, silent peers, stalled writes,
 * handlers that do not return. A platform thread, so that handlers that spin on every carrier cannot stop it; it never
 * blocks on a connection.
 */
final class Watchdog {

    /** Why 100 ms? A blocked handler's client is answered within 350 ms, and 10,000 idle connections cost 1 % of a core. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ConnectionRegistry registry;
    private final CoarseClock clock;
    private final CarrierScaler carriers = new CarrierScaler();
    private final ForgottenThreads forgotten = new ForgottenThreads();
    private final FaultLog faults = new FaultLog("weft-watchdog");

    /** The connections of this tick; the array is reused, because a tick must not need memory when there is none. */
    private @Nullable Connection[] connections = new @Nullable Connection[64];

    /** Callbacks that occupy a carrier and a core, and those that occupy a carrier alone, at this tick. */
    private int spinning;

    private int pinned;

    private volatile boolean running = true;

    Watchdog(ConnectionRegistry registry, CoarseClock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Starts, and runs the given check on every tick as well. */
    void start(Runnable lookAfter) {
        new ServiceThread("weft-watchdog", () -> running, () -> tick(lookAfter)).start();
    }

    void stop() {
        running = false;
    }

    private void tick(Runnable lookAfter) {
        // First, because a forgotten thread may hold all the memory.
        forgotten.recall(connections);
        checkAll(clock.tick());
        lookAfter.run();
        carriers.adjust(new CarrierScaler.Kept(spinning, pinned));
        LogThrottle.flushAll();
        LockSupport.parkNanos(TICK_NANOS);
    }

    private void checkAll(long now) {
        spinning = 0;
        pinned = 0;
        connections = registry.copyTo(connections);
        for (Connection connection : connections) {
            if (connection == null) {
                break;
            }
            check(connection, now);
            Thread busy = connection.busyThread(now);
            if (busy != null && carriers.isKeptBy(busy)) {
                boolean runs = busy.getState() == Thread.State.RUNNABLE;
                spinning += runs ? 1 : 0;
                pinned += runs ? 0 : 1;
            }
        }
    }

    private void check(Connection connection, long now) {
        try {
            connection.check(now);
        } catch (RuntimeException | Error fault) {
            faults.tell(fault);
        }
    }
}
