package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.weft.server.plugin.Deployed;
import dev.weft.server.plugin.Generation;
import dev.weft.server.plugin.HandlerState;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handler whose library is missing is FAILED after three sessions, whatever else of it works. */
class LinkageErrorsTest {

    private static final Message MESSAGE = Message.text("x");

    /** Has the empty onOpen and onClose of the interface. */
    private static class OnlyOnMessage implements MessageHandler {

        private final String faulty;

        OnlyOnMessage(String faulty) {
            this.faulty = faulty;
        }

        @Override
        public void onMessage(Session session, Message message) {
            failIf("message");
        }

        void failIf(String callback) {
            if (callback.equals(faulty)) {
                throw new NoClassDefFoundError("org/slf4j/Logger");
            }
        }
    }

    private static final class All extends OnlyOnMessage {

        All(String faulty) {
            super(faulty);
        }

        @Override
        public void onOpen(Session session) {
            failIf("open");
        }

        @Override
        public boolean onHandOver(Session session) {
            failIf("hand-over");
            return true;
        }

        @Override
        public void onClose(Session session, CloseStatus status) {
            failIf("close");
        }
    }

    private static Generation afterSessions(int sessions, MessageHandler handler) {
        Generation generation = Deployed.handler("broken", handler);
        HandlerInvoker invoker = new HandlerInvoker(generation);
        for (int i = 0; i < sessions; i++) {
            Session session = mock();
            invoker.takesOver(session);
            invoker.opened(session);
            invoker.received(session, MESSAGE);
            invoker.closed(session, CloseStatus.NORMAL);
        }
        return generation;
    }

    @Test
    void countThoughTheEmptyOnOpenAndOnCloseOfTheInterfaceWork() {
        assertTrue(afterSessions(2, new OnlyOnMessage("message")).isActive());
        assertEquals(
                HandlerState.FAILED,
                afterSessions(3, new OnlyOnMessage("message")).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "message", "close"})
    void countThoughTheHandlersOtherCallbacksWork(String faulty) {
        assertTrue(afterSessions(2, new All(faulty)).isActive());
        assertEquals(HandlerState.FAILED, afterSessions(3, new All(faulty)).state());
    }

    @Test
    void ofAHandOverLeaveTheHandlerAlone() {
        assertTrue(afterSessions(10, new All("hand-over")).isActive());
    }

    @Test
    void areForgottenOnceTheSameCallbackWorks() {
        int[] calls = {0};
        MessageHandler rarely = (session, message) -> {
            if (++calls[0] % 3 != 0) {
                throw new NoClassDefFoundError("a/RarelyUsed");
            }
        };

        assertTrue(afterSessions(30, rarely).isActive());
    }
}
