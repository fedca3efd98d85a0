package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @Test
    void givesTheFallbackOfAKeyThatIsNotSet() {
        Config config = config("other", "1");

        assertEquals("a", config.text("key", "a"));
        assertEquals(7, config.number("key", 7, 0, 5));
        assertEquals(true, config.flag("key", true));
        assertEquals(Duration.ofSeconds(3), config.duration("key", Duration.ofSeconds(3)));
    }

    @Test
    void givesATextAsItIs() {
        assertEquals(" a ", config("key", " a ").text("key", "b"));
    }

    @Test
    void namesTheKeyOfATextThatHasToBeSet() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> config("other", "1").text("key"))
                .getMessage();

        assertEquals("key: must be set", message);
        assertEquals("a", config("key", "a").text("key"));
    }

    @ParameterizedTest
    @CsvSource({"0ms,0", "250ms,250", "' 10s ',10000", "5m,300000", "1h,3600000"})
    void givesATimeWithItsUnit(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), config("key", text).duration("key", Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1 s", "1d", "9999999999s"})
    void namesTheKeyOfATimeThatIsNone(String text) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> config("key", text).duration("key", Duration.ZERO))
                .getMessage();

        assertEquals("key=" + text + ": a time such as 250ms, 10s, 5m or 1h is needed", message);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "5,5", "' 3 ',3", "+4,4"})
    void givesANumberWithinItsRange(String text, long number) {
        assertEquals(number, config("key", text).number("key", 1, 0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "6", "", "x", "1.5", "0x1", "99999999999999999999"})
    void namesTheKeyAndTheRangeOfANumberThatIsNone(String text) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> config("key", text).number("key", 1, 0, 5))
                .getMessage();

        assertEquals("key=" + text + ": a whole number from 0 to 5 is needed", message);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "on,true", "' on ',true", "false,false", "off,false"})
    void givesASwitch(String text, boolean flag) {
        assertEquals(flag, config("key", text).flag("key", !flag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "1", "TRUE"})
    void namesTheKeyOfASwitchThatIsNone(String text) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> config("key", text).flag("key", true))
                .getMessage();

        assertEquals("key=" + text + ": true or false is needed", message);
    }

    private static Config config(String key, String value) {
        Map<String, String> values = Map.of(key, value);
        return new Config() {
            @Override
            public Set<String> keys() {
                return values.keySet();
            }

            @Override
            public Optional<String> value(String name) {
                return Optional.ofNullable(values.get(name));
            }
        };
    }
}
