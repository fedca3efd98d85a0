package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.spi.Handler;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerIdTest {

    @ParameterizedTest
    @DisplayName("without annotation, the class name in kebab case without a final Handler")
    @CsvSource({
        "Chat,chat",
        "ChatRoomHandler,chat-room",
        "Handler,handler",
        "HandlerHandler,handler",
        "HTTPMirror,http-mirror",
        "JsonRPC,json-rpc",
        "Log4Weft,log4-weft",
        "X,x",
        "echo,echo",
    })
    void makesAnIdOfAClassName(String className, String id) {
        assertEquals(id, HandlerId.kebab(className));
    }

    @Test
    void prefersTheAnnotation() throws PluginRejectedException {
        assertEquals("a-1", HandlerId.of(Annotated.class));
    }

    @Test
    void takesTheSimpleNameOfANestedClass() throws PluginRejectedException {
        assertEquals("chat-room", HandlerId.of(ChatRoomHandler.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "echo", "a1", "a-", "a-b-c"})
    void acceptsOneTo64OfLettersDigitsAndHyphens(String id) {
        assertEquals(true, HandlerId.isLegal(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Echo", "1a", "-a", "a_b", "a b", "../x", "a/b", "a.b", "é", "a\n"})
    void refusesAnythingElse(String id) {
        assertEquals(false, HandlerId.isLegal(id));
    }

    @Test
    void refusesTheSixtyFifthCharacter() {
        assertEquals(true, HandlerId.isLegal("a".repeat(64)));
        assertEquals(false, HandlerId.isLegal("a".repeat(65)));
    }

    @Test
    void saysWhatIsWrongWithAnId() {
        PluginRejectedException thrown =
                assertThrows(PluginRejectedException.class, () -> HandlerId.of(Escaping.class));

        assertEquals(
                Escaping.class.getName()
                        + ": the id '../x' is not 1 to 64 of a-z, 0-9 and -, starting with a letter: change it in @Handler",
                thrown.reason());
    }

    @Handler("a-1")
    private static final class Annotated {}

    @Handler("../x")
    private static final class Escaping {}

    private static final class ChatRoomHandler {}
}
