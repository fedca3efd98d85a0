package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** The contract test finds what it is there to find. */
@Timeout(120)
class ContractOfBadHandlersTest {

    private static HandlerContractTest of(MessageHandler handler) {
        return new HandlerContractTest() {
            @Override
            protected MessageHandler handler() {
                return handler;
            }
        };
    }

    @Test
    void findsAnIndexIntoAnEmptyText() {
        HandlerContractTest contract = of((session, message) -> {
            if (message instanceof Message.Text text) {
                session.send(text.text().substring(1));
            }
        });

        assertFails(contract::survivesAnEmptyText, "onMessage of session 1 threw java.lang.StringIndexOutOfBounds");
    }

    @Test
    void findsACastThatBinaryBreaks() {
        HandlerContractTest contract = of((session, message) -> session.send(((Message.Text) message).text()));

        assertFails(contract::survivesAnEmptyBinaryMessage, "ClassCastException");
    }

    @Test
    void findsAnOnCloseThatThrows() {
        HandlerContractTest contract = of(new MessageHandler() {
            @Override
            public void onMessage(Session session, Message message) {}

            @Override
            public void onClose(Session session, CloseStatus status) {
                throw new IllegalStateException("left without a word");
            }
        });

        assertFails(contract::survivesAClientThatLeavesAtOnce, "left without a word");
    }

    @Test
    void findsALockThatSessionsNeverGiveBack() {
        ReentrantLock lock = new ReentrantLock();
        HandlerContractTest contract = of((session, message) -> {
            if (!lock.tryLock(100, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("somebody else has it");
            }
        });

        assertFails(contract::servesManySessionsAtOnce, "somebody else has it");
    }

    @Test
    void findsAStopThatTakesTooLong() {
        HandlerContractTest contract = of(new MessageHandler() {
            @Override
            public void onMessage(Session session, Message message) {}

            @Override
            public void stop() throws Exception {
                TimeUnit.SECONDS.sleep(6);
            }
        });

        assertFails(contract::startsAndStops, "to stop");
    }

    private static void assertFails(Executable contract, String text) {
        AssertionError failure = assertThrows(AssertionError.class, contract);
        String all = failure.getMessage() + List.of(failure.getSuppressed());
        assertTrue(all.contains(text), all);
    }
}
