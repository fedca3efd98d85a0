package dev.weft.plugin.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.same;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.testkit.HandlerHarness;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EchoHandlerTest {

    private final Session session = mock(Session.class);
    private final EchoHandler echo = new EchoHandler();

    @Test
    void sendsTextBackAsTheVeryMessageThatCame() {
        Message text = Message.text("grüß \uD83D\uDE00");

        echo.onMessage(session, text);

        verify(session).send(same(text));
        verifyNoMoreInteractions(session);
    }

    @Test
    void sendsBinaryBackAsTheVeryMessageThatCame() {
        Message binary = Message.binary((byte) 0x00, (byte) 0xFF);

        echo.onMessage(session, binary);

        verify(session).send(same(binary));
        verifyNoMoreInteractions(session);
    }

    @Test
    void sendsBackWhateverClientsSend() {
        try (HandlerHarness harness = HandlerHarness.start(echo)) {
            harness.connect("/")
                    .sendText("grüß \uD83D\uDE00")
                    .expectText("grüß \uD83D\uDE00")
                    .sendBinary((byte) 0x00, (byte) 0xFF)
                    .expectBinary((byte) 0x00, (byte) 0xFF)
                    .sendText("")
                    .expectText("")
                    .expectNothing();
        }
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(EchoHandler.class, found);
        assertEquals("echo", found.getAnnotation(Handler.class).value());
    }
}
