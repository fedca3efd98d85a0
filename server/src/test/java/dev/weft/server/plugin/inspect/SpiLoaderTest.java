package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.spi.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiLoaderTest {

    private final SpiLoader loader = new SpiLoader();

    @Test
    void givesTheServersOwnClassOfTheSpi() throws ClassNotFoundException {
        assertSame(Message.class, loader.loadClass("dev.weft.spi.Message"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.weft.spi.NoSuchType",
                "dev.weft.spi",
                "dev.weft.spiral.Message",
                "dev.weft.server.plugin.inspect.SpiLoader",
                "org.slf4j.Logger"
            })
    void hasNothingElseOfTheServer(String name) {
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass(name));
    }

    @Test
    void isNamedForStackTraces() {
        assertEquals("weft-spi", loader.getName());
    }
}
