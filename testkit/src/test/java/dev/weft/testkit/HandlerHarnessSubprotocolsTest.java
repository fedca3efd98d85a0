package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import org.junit.jupiter.api.Test;

/** The harness refuses what a server refuses. */
class HandlerHarnessSubprotocolsTest {

    @Handler(
            value = "twice",
            subprotocols = {"a", "a"})
    private static final class Twice implements MessageHandler {

        @Override
        public void onMessage(Session session, Message message) {
            session.send(message);
        }
    }

    @Test
    void refusesSubprotocolsThatAServerRefuses() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> HandlerHarness.start(new Twice()));

        assertEquals(
                Twice.class.getName() + ": the subprotocol 'a' is named twice: once is enough", refused.getMessage());
    }
}
