package dev.weft.plugin.jsoncommand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.weft.spi.CloseException;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JsonCommandHandlerTest {

    private final Session session = mock(Session.class);
    private final HandlerContext context = mock(HandlerContext.class);
    private final JsonCommandHandler handler = new JsonCommandHandler(Clock.fixed(Fixture.NOW, ZoneOffset.UTC));

    @BeforeEach
    void start() {
        when(session.id()).thenReturn(2L);
        when(context.sessions()).thenReturn(List.of(mock(Session.class), session));
        handler.start(context);
    }

    @Test
    void sendsTheAnswerAsText() {
        handler.onMessage(session, Message.text("{\"jsonrpc\":\"2.0\",\"method\":\"sessions\",\"id\":1}"));

        verify(session).send("{\"jsonrpc\":\"2.0\",\"result\":{\"count\":2,\"own\":2},\"id\":1}");
    }

    @Test
    void sendsNothingForANotification() {
        handler.onMessage(session, Message.text("{\"jsonrpc\":\"2.0\",\"method\":\"time\"}"));

        verifyNoInteractions(session);
    }

    @Test
    void readsTheBytesOfTheMessageAndLeavesThemReadable() {
        Message.Text text = Message.text("{\"command\":\"time\"}");

        handler.onMessage(session, text);
        handler.onMessage(session, text);

        verify(session, times(2)).send("{\"command\":\"time\",\"result\":\"2026-01-02T03:04:05.678Z\"}");
    }

    @Test
    void closesASessionThatSendsBinaryWith1003() {
        Message binary = Message.binary((byte) '[', (byte) ']');

        CloseException thrown = assertThrows(CloseException.class, () -> handler.onMessage(session, binary));

        assertEquals(1003, thrown.status().code());
        verifyNoInteractions(session);
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(JsonCommandHandler.class, found);
        assertEquals("json-command", found.getAnnotation(Handler.class).value());
    }
}
