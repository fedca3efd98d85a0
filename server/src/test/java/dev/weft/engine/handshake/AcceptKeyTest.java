package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptKeyTest {

    @Test
    @DisplayName("RFC 6455 1.3: the example")
    void answersTheKeyOfTheExample() {
        assertEquals(Heads.ACCEPT, AcceptKey.of(Heads.KEY));
    }

    @Test
    @DisplayName("RFC 6455 4.1: the example has bits in its last digit that stand for nothing")
    void takesTheKeyOfTheOtherExample() {
        assertTrue(AcceptKey.isKey("AQIDBAUGBwgJCgsMDQ4PEC=="));
    }

    @Test
    void takesEveryKeyThatAnEncoderMakesOf16BytesAndNoOther() {
        Random random = new Random(20_260_101L);
        for (int length = 0; length <= 40; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String key = Base64.getEncoder().encodeToString(bytes);

            assertEquals(length == 16, AcceptKey.isKey(key), key);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "==",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZQ=",
                "dGhlIHNhbXBsZSBub25jZQ===",
                "dGhlIHNhbXBsZSBub25jZQ=A",
                "dGhlIHNhbXBsZSBub25jZ===",
                "dGhlIHNhbXBsZSBub25jZ-==",
                "dGhlIHNhbXBsZSBub25jZ_==",
                "dGhl HNhbXBsZSBub25jZQ==",
                "dGhl\u00e9HNhbXBsZSBub25jZQ==",
                "========================"
            })
    void refusesWhatIsNoBase64(String key) {
        assertFalse(AcceptKey.isKey(key));
    }
}
