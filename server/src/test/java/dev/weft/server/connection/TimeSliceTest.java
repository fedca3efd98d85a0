package dev.weft.server.connection;

import dev.weft.server.net.Transport;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class TimeSliceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Transport transport = Mockito.mock(Transport.class);
    private final TimeSlice slice = new TimeSlice(transport, new CoarseClock(nanos::get));

    @BeforeEach
    void begin() {
        slice.begin();
    }

    private void work(int steps, long nanosEach) {
        for (int i = 0; i < steps; i++) {
            nanos.addAndGet(nanosEach);
            slice.hasWorked();
        }
    }

    private void verifyTurns(int turns) {
        Mockito.verify(transport, Mockito.times(turns)).awaitTurn();
    }

    @Test
    void aHandlerThatWorksAndWorksWaitsForATurn() {
        work(TimeSlice.STEPS, TimeSlice.TURN_NANOS);
        verifyTurns(0);

        work(TimeSlice.STEPS, TimeSlice.TURN_NANOS);
        verifyTurns(1);

        work(10 * 2 * TimeSlice.STEPS, TimeSlice.TURN_NANOS);
        verifyTurns(11);
    }

    @Test
    void aTurnIsNotOverBeforeItsTime() {
        work(TimeSlice.STEPS, 0);
        work(TimeSlice.STEPS, TimeSlice.TURN_NANOS / TimeSlice.STEPS);
        verifyTurns(0);

        work(TimeSlice.STEPS, 1);
        verifyTurns(1);
    }

    @Test
    void aReadIsATurnOfItsOwn() {
        for (int i = 0; i < 10; i++) {
            work(2 * TimeSlice.STEPS - 1, TimeSlice.TURN_NANOS);
            slice.hasRead();
        }

        verifyTurns(0);
    }

    @Test
    void whoeverElseWritesOrReadsHereChangesNothing() throws Exception {
        work(TimeSlice.STEPS, 0);
        Thread another = Thread.ofPlatform().start(() -> {
            work(10 * TimeSlice.STEPS, TimeSlice.TURN_NANOS);
            slice.hasRead();
        });
        another.join();
        verifyTurns(0);

        work(TimeSlice.STEPS, 0);
        verifyTurns(1);
    }
}
