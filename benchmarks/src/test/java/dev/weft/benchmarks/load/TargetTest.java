package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {

    @Test
    void parsesHostPortAndPath() {
        Target target = Target.parse("ws://127.0.0.1:8083/ws/echo");

        assertEquals(8083, target.address().getPort());
        assertEquals("127.0.0.1:8083", target.authority());
        assertEquals("/ws/echo", target.path());
    }

    @Test
    void usesTheRootWithoutAPath() {
        assertEquals("/", Target.parse("ws://127.0.0.1:8083").path());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws://192.0.2.1:80/", "ws://0.0.0.0:80/"})
    void refusesAddressesThatAreNotLoopback(String url) {
        assertThrows(IllegalArgumentException.class, () -> Target.parse(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:80/", "wss://127.0.0.1:80/", "ws://127.0.0.1/", "127.0.0.1:80"})
    void refusesOtherUrls(String url) {
        assertThrows(IllegalArgumentException.class, () -> Target.parse(url));
    }
}
