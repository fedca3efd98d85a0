package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.http.HeaderFields;
import dev.weft.server.Race;
import dev.weft.server.config.SlowClient;
import dev.weft.spi.CloseStatus;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Several threads wait for the end of a session while it ends: each is told once, and the first reason to close stays. */
class SessionRaceTest {

    private static final int LISTENERS = 20;

    private static final class Ending implements Race.Contest, ServerSession.ConnectionControl {

        private final ServerSession session;
        private final AtomicIntegerArray told = new AtomicIntegerArray(2 * LISTENERS);
        private final AtomicInteger promotions = new AtomicInteger();
        private final AtomicInteger begun = new AtomicInteger();
        private final Random random;

        Ending(Random random) {
            this.random = random;
            MemoryTransport transport = new MemoryTransport();
            CoarseClock clock = new CoarseClock();
            Outbox outbox = new Outbox(
                    new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                    Thread.currentThread(),
                    new OutboxSettings(100, SlowClient.CLOSE, Cork.pool(), new MemoryBudget(100)),
                    FrameFactory.AS_IT_IS);
            session = new ServerSession(
                    1,
                    new ServerHandshake("/", null, HeaderFields.EMPTY, null, transport.remoteAddress()),
                    outbox,
                    FrameFactory.PLAIN,
                    this);
            session.onWaiting(promotions::incrementAndGet);
        }

        @Override
        public List<Race.Step> steps() {
            return List.of(this::listen, this::listenAndTakeBack, this::close, this::end);
        }

        private void listen() {
            for (int i = 0; i < LISTENERS; i++) {
                int index = i;
                session.onEnd(() -> told.incrementAndGet(index));
            }
        }

        private void listenAndTakeBack() throws Exception {
            for (int i = LISTENERS; i < 2 * LISTENERS; i++) {
                int index = i;
                session.onEnd(() -> told.incrementAndGet(index)).close();
            }
        }

        private void close() {
            session.close(CloseStatus.NORMAL);
        }

        private void end() {
            for (int i = random.nextInt(30); i > 0; i--) {
                session.beginClosing(CloseStatus.GOING_AWAY);
            }
            session.complete();
            session.end();
        }

        @Override
        public String outcome() {
            for (int i = 0; i < LISTENERS; i++) {
                assertEquals(1, told.get(i), "listener " + i + " of " + told);
                assertTrue(told.get(LISTENERS + i) <= 1, () -> "told twice: " + told);
            }
            assertEquals(false, session.isAwaited());
            boolean lost = session.closing().equals(CloseStatus.ABNORMAL);
            assertTrue(lost ? begun.get() <= 1 : begun.get() == 1, begun::toString);
            return session.closing().code() + (promotions.get() > 0 ? ", waited for" : ", never waited for");
        }

        @Override
        public void closingBegun() {
            begun.incrementAndGet();
        }

        @Override
        public void abort() {}

        @Override
        public void sessionEnded() {}

        @Override
        public long now() {
            return 1;
        }
    }

    @Test
    void whoeverWaitsForTheEndIsToldOnce() throws Exception {
        Race.run(
                "session",
                4,
                Set.of(
                        "1000, waited for",
                        "1000, never waited for",
                        "1001, waited for",
                        "1001, never waited for",
                        "1006, waited for",
                        "1006, never waited for"),
                Ending::new);
    }
}
