package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SocketWriterTest {

    private final AtomicLong nanos = new AtomicLong();
    private final CoarseClock clock = new CoarseClock(nanos::get);
    private final MemoryTransport transport = new MemoryTransport();
    private final SocketWriter writer = new SocketWriter(transport, clock, new TimeSlice(transport, clock));

    private void write(int bytes) {
        try {
            writer.write(ByteBuffer.allocate(bytes));
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }

    private long secondsPass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        return clock.tick();
    }

    @Test
    void aWriteThatFindsRoomSaysNothingOfThePeer() {
        write(100);

        assertEquals(Long.MAX_VALUE, writer.roomMadeBefore(secondsPass(5)));
    }

    @Test
    void aWriteThatGoesOnAfterAWaitShowsThatThePeerReads() throws Exception {
        transport.stall();
        Thread writing = Thread.ofVirtual().start(() -> write(100));
        transport.awaitStuckWriter();
        assertEquals(5_000, writer.stuckFor(secondsPass(5)));
        assertEquals(Long.MAX_VALUE, writer.roomMadeBefore(clock.millis()));
        transport.resume();
        writing.join();

        assertEquals(0, writer.stuckFor(clock.millis()));
        assertEquals(3_000, writer.roomMadeBefore(secondsPass(3)));
    }

    @Test
    void whatThePeerHasNotAnsweredYetTakesItEightBytesInAMillisecond() {
        write(8_000);
        write(8_000);
        assertEquals(2_000, writer.underway());

        writer.heard();
        assertEquals(0, writer.underway());

        write(80);
        assertEquals(10, writer.underway());
    }

    @Test
    void whatIsUnderwayIsThereWithinTwoMinutes() {
        write(2_000_000);

        assertEquals(120_000, writer.underway());
    }

    @Test
    void aWriteThatWaitsLeavesNothingToGuess() {
        write(8_000);
        transport.stall();
        Thread.ofVirtual().start(() -> write(8_000));
        transport.awaitStuckWriter();

        assertEquals(0, writer.underway());
    }
}
