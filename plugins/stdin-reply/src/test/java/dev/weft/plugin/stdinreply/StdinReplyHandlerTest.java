package dev.weft.plugin.stdinreply;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

class StdinReplyHandlerTest {

    private final Session session = mock(Session.class);
    private final Operator operator = mock(Operator.class);
    private final HandlerContext context = mock(HandlerContext.class);
    private final StdinReplyHandler handler = new StdinReplyHandler();

    @BeforeEach
    void start() {
        when(context.operator()).thenReturn(operator);
        handler.start(context);
    }

    @Test
    void asksTheOperatorAndSendsTheLineBack() {
        when(operator.ask(session, "how are you?")).thenReturn("fine");

        handler.onMessage(session, Message.text("how are you?"));

        InOrder order = inOrder(operator, session);
        order.verify(operator).ask(session, "how are you?");
        order.verify(session).send("fine");
        verifyNoMoreInteractions(session);
    }

    @Test
    void sendsAnEmptyLineAsAnEmptyMessage() {
        when(operator.ask(session, "")).thenReturn("");

        handler.onMessage(session, Message.text(""));

        verify(session).send("");
    }

    @Test
    void closesWith1003OnBinaryWithoutAskingAnybody() {
        Message binary = Message.binary((byte) 1);

        CloseException closed = assertThrows(CloseException.class, () -> handler.onMessage(session, binary));

        assertEquals(CloseStatus.UNSUPPORTED_DATA.because("text only"), closed.status());
        verifyNoInteractions(operator, session);
    }

    @Test
    void letsTheEndOfTheOperatorsInputCloseTheSessionWith1013() {
        OperatorGoneException gone = new OperatorGoneException();
        when(operator.ask(session, "anybody?")).thenThrow(gone);

        OperatorGoneException thrown =
                assertThrows(OperatorGoneException.class, () -> handler.onMessage(session, Message.text("anybody?")));

        assertSame(gone, thrown);
        assertEquals(1013, thrown.status().code());
        verifyNoInteractions(session);
    }

    @Test
    void sendsNothingToASessionThatEndedWhileItWaited() {
        when(operator.ask(session, "hello")).thenThrow(new SessionClosedException(3));

        assertThrows(SessionClosedException.class, () -> handler.onMessage(session, Message.text("hello")));

        verifyNoInteractions(session);
    }

    @Test
    void refusesANewSessionWhenNobodyCanAnswer() {
        when(operator.isPresent()).thenReturn(false);

        assertThrows(OperatorGoneException.class, () -> handler.onOpen(session));
    }

    @Test
    void acceptsANewSessionWhileSomebodyCanAnswer() {
        when(operator.isPresent()).thenReturn(true);

        assertDoesNotThrow(() -> handler.onOpen(session));

        verifyNoInteractions(session);
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(StdinReplyHandler.class, found);
        assertEquals("stdin-reply", found.getAnnotation(Handler.class).value());
    }
}
