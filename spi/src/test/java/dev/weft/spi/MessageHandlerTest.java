package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;

class MessageHandlerTest {

    private final Session session = mock();

    @Test
    void takesOverEverySessionByDefault() throws Exception {
        MessageHandler handler = Session::send;

        assertTrue(handler.onHandOver(session));
    }

    @Test
    void takesOverNoSessionWhoseBeginningItWantedToSee() throws Exception {
        assertFalse(new Greeter().onHandOver(session));
        assertFalse(new LateGreeter().onHandOver(session), "an inherited onOpen counts");
    }

    @Test
    void takesOverNoSessionWhoseEndItWantsToSee() throws Exception {
        assertFalse(new Mourner().onHandOver(session));
    }

    @Test
    void takesOverSessionsAsItsAnnotationStates() throws Exception {
        assertTrue(new Willing().onHandOver(session));
        assertFalse(new Unwilling().onHandOver(session));
        assertTrue(new Named().onHandOver(session), "an annotation that does not say changes nothing");
    }

    @Handler(value = "willing", handOver = HandOver.ACCEPT)
    static final class Willing extends Greeter {}

    @Handler(value = "unwilling", handOver = HandOver.REFUSE)
    static final class Unwilling implements MessageHandler {
        @Override
        public void onMessage(Session session, Message message) {}
    }

    @Handler("named")
    static final class Named implements MessageHandler {
        @Override
        public void onMessage(Session session, Message message) {}
    }

    static class Greeter implements MessageHandler {
        @Override
        public void onOpen(Session session) {}

        @Override
        public void onMessage(Session session, Message message) {}
    }

    static final class LateGreeter extends Greeter {}

    static final class Mourner implements MessageHandler {
        @Override
        public void onMessage(Session session, Message message) {}

        @Override
        public void onClose(Session session, CloseStatus status) {}
    }
}
