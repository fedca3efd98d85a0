package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CoarseClockTest {

    private final AtomicLong nanos = new AtomicLong();
    private final CoarseClock clock = new CoarseClock(nanos::get, nanos::get);

    private long tickAfter(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        return clock.tick();
    }

    @Test
    void goesOnWithEachTick() {
        assertEquals(1, clock.millis());
        assertEquals(101, tickAfter(100));
        assertEquals(301, tickAfter(200));
        assertEquals(301, clock.millis());
    }

    @Test
    void countsATickThatABusyMachineHeldUp() {
        tickAfter(100);

        assertEquals(1_101, tickAfter(1_000));
    }

    @Test
    void standsStillWhileTheProcessDoes() {
        tickAfter(100);

        assertEquals(101, tickAfter(3_600_000));
        assertEquals(201, tickAfter(100));
        assertEquals(201, tickAfter(60_000));
        assertEquals(301, tickAfter(100));
    }

    @Test
    void goesOnIfAllTicksAreLate() {
        tickAfter(100);

        assertEquals(101, tickAfter(5_000));
        assertEquals(5_101, tickAfter(5_000));
        assertEquals(10_101, tickAfter(5_000));
    }

    @Test
    void countsTheTimeUntilItsFirstTick() {
        assertEquals(5_001, tickAfter(5_000));
    }

    @Test
    void aTimeThatJumpsIsNoProcessThatStandsStill() {
        CoarseClock jumping = new CoarseClock(nanos::get, () -> 0);
        jumping.tick();
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertEquals(3_600_001, jumping.tick());
    }

    @Test
    void neverGoesBack() {
        AtomicLong machine = new AtomicLong();
        CoarseClock slower = new CoarseClock(nanos::get, machine::get);
        slower.tick();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));
        slower.tick();
        machine.addAndGet(TimeUnit.HOURS.toNanos(1));

        assertEquals(101, slower.tick());
    }
}
