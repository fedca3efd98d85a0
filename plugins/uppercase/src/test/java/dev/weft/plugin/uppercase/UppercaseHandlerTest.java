package dev.weft.plugin.uppercase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.MessageHandler;
import dev.weft.testkit.HandlerHarness;
import java.util.Locale;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UppercaseHandlerTest {

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
        try (HandlerHarness harness = HandlerHarness.start(new UppercaseHandler())) {
            harness.connect("/").sendText(text).expectText(expected).expectNothing();
        }
    }

    @Test
    void doesNotDependOnTheLocaleOfTheServer() {
        Locale before = Locale.getDefault();
        try (HandlerHarness harness = HandlerHarness.start(new UppercaseHandler())) {
            Locale.setDefault(Locale.of("tr"));

            harness.connect("/").sendText("title").expectText("TITLE");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void closesASessionThatSendsBinaryWith1003() {
        try (HandlerHarness harness = HandlerHarness.start(new UppercaseHandler())) {
            CloseStatus status = harness.connect("/").sendBinary((byte) 'a').expectClose(1003);

            assertEquals("text only", status.reason());
        }
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
