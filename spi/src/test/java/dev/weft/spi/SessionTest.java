package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentCaptor.forClass;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.same;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class SessionTest {

    private final Session session = mock(Session.class);

    @Test
    void sendsAStringAsATextMessage() {
        doCallRealMethod().when(session).send(anyString());

        session.send("hi");

        ArgumentCaptor<Message> sent = forClass(Message.class);
        verify(session).send(sent.capture());
        assertEquals("hi", ((Message.Text) sent.getValue()).text());
    }

    @Test
    void sendsNothingOfAStringThatUtf8CannotCarry() {
        doCallRealMethod().when(session).send(anyString());

        assertThrows(IllegalArgumentException.class, () -> session.send("\uD83D"));

        verify(session, never()).send(any(Message.class));
    }

    @Test
    void closesNormallyWhenNoStatusIsGiven() {
        doCallRealMethod().when(session).close();

        session.close();

        verify(session).close(CloseStatus.NORMAL);
    }

    @Test
    void mayBeALambdaAwayFromAnEchoHandler() throws Exception {
        MessageHandler echo = Session::send;
        Message message = Message.text("hi");

        echo.start(mock(HandlerContext.class));
        echo.onOpen(session);
        echo.onMessage(session, message);
        echo.onClose(session, CloseStatus.NORMAL);
        echo.stop();

        verify(session).send(same(message));
    }

    @Test
    void namesItselfWhenItIsClosed() {
        SessionClosedException closed = new SessionClosedException(42);

        assertEquals(42, closed.sessionId());
        assertEquals("session 42 is closed", closed.getMessage());
    }
}
