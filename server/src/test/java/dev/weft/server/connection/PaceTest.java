package dev.weft.server.connection;

import dev.weft.server.net.Transport;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class PaceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Transport transport = Mockito.mock(Transport.class);
    private final Pace pace = new Pace(transport, new CoarseClock(nanos::get));

    @BeforeEach
    void begin() {
        pace.begin();
    }

    private void work(int steps, long nanosEach) {
        for (int i = 0; i < steps; i++) {
            nanos.addAndGet(nanosEach);
            pace.hasWorked();
        }
    }

    private void verifyTurns(int turns) {
        Mockito.verify(transport, Mockito.times(turns)).awaitTurn();
    }

    @Test
    void aHandlerThatWorksAndWorksWaitsForATurn() {
        work(Pace.STEPS, Pace.TURN_NANOS);
        verifyTurns(0);

        work(Pace.STEPS, Pace.TURN_NANOS);
        verifyTurns(1);

        work(10 * 2 * Pace.STEPS, Pace.TURN_NANOS);
        verifyTurns(11);
    }

    @Test
    void aTurnIsNotOverBeforeItsTime() {
        work(Pace.STEPS, 0);
        work(Pace.STEPS, Pace.TURN_NANOS / Pace.STEPS);
        verifyTurns(0);

        work(Pace.STEPS, 1);
        verifyTurns(1);
    }

    @Test
    void aReadIsATurnOfItsOwn() {
        for (int i = 0; i < 10; i++) {
            work(2 * Pace.STEPS - 1, Pace.TURN_NANOS);
            pace.hasRead();
        }

        verifyTurns(0);
    }

    @Test
    void whoeverElseWritesOrReadsHereChangesNothing() throws Exception {
        work(Pace.STEPS, 0);
        Thread another = Thread.ofPlatform().start(() -> {
            work(10 * Pace.STEPS, Pace.TURN_NANOS);
            pace.hasRead();
        });
        another.join();
        verifyTurns(0);

        work(Pace.STEPS, 0);
        verifyTurns(1);
    }
}
