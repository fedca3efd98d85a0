package dev.weft.plugin.uppercase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.weft.spi.CloseException;
import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UppercaseHandlerTest {

    private final Session session = mock(Session.class);
    private final UppercaseHandler uppercase = new UppercaseHandler();

    @ParameterizedTest
    @CsvSource({
        "hello,HELLO",
        "'',''",
        "ALREADY 123,ALREADY 123",
        "straße,STRASSE",
        "ŉ,ʼN",
        "ﬃ,FFI",
        "éèà,ÉÈÀ",
        "γειά σου,ΓΕΙΆ ΣΟΥ",
        "привет,ПРИВЕТ",
        "漢字,漢字",
        // Deseret, outside the basic plane: U+10428 to U+10400.
        "\uD801\uDC28,\uD801\uDC00",
        "\uD83D\uDE00,\uD83D\uDE00",
    })
    void answersInUpperCaseOfEveryScript(String text, String expected) {
        uppercase.onMessage(session, Message.text(text));

        verify(session).send(expected);
        verifyNoMoreInteractions(session);
    }

    @Test
    void doesNotDependOnTheLocaleOfTheServer() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.of("tr"));

            uppercase.onMessage(session, Message.text("title"));
        } finally {
            Locale.setDefault(before);
        }

        verify(session).send("TITLE");
    }

    @Test
    void closesASessionThatSendsBinaryWith1003() {
        Message binary = Message.binary((byte) 'a');

        CloseException thrown = assertThrows(CloseException.class, () -> uppercase.onMessage(session, binary));

        assertEquals(1003, thrown.status().code());
        verifyNoInteractions(session);
    }

    @Test
    void isFoundByServiceLoaderUnderItsId() {
        Class<?> found = ServiceLoader.load(MessageHandler.class).stream()
                .map(ServiceLoader.Provider::type)
                .findFirst()
                .orElseThrow();

        assertEquals(UppercaseHandler.class, found);
        assertEquals("uppercase", found.getAnnotation(Handler.class).value());
    }
}
