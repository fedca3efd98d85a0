package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "65536, 65536",
        "7B, 7",
        "1KiB, 1024",
        "1 KiB, 1024",
        "512kib, 524288",
        "' 3MiB ', 3145728",
        "1GIB, 1073741824",
        "1TiB, 1099511627776"
    })
    void readsSizes(String text, long bytes) {
        assertEquals(OptionalLong.of(bytes), Quantity.BYTES.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "-1", "+1", "1.5MiB", "1KB", "1MB", "1M", "1 Ki B", "25%", "0x10", "٣"})
    void refusesWhatIsNoSize(String text) {
        assertEquals(OptionalLong.empty(), Quantity.BYTES.parse(text));
    }

    @Test
    void refusesSizesThatOverflow() {
        assertEquals(OptionalLong.of(8_388_607L << 40), Quantity.BYTES.parse("8388607TiB"));
        assertEquals(OptionalLong.empty(), Quantity.BYTES.parse("8388608TiB"));
        assertEquals(OptionalLong.empty(), Quantity.BYTES.parse("9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0s, 0", "1ms, 1", "250 ms, 250", "20s, 20000", "5m, 300000", "24H, 86400000"})
    void readsTimes(String text, long millis) {
        assertEquals(OptionalLong.of(millis), Quantity.TIME.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "s", "-1s", "1.5s", "1d", "1us", "PT10S", "20%"})
    void refusesWhatIsNoTime(String text) {
        assertEquals(OptionalLong.empty(), Quantity.TIME.parse(text));
    }

    @Test
    void readsSharesOfTheHeap() {
        long heap = Runtime.getRuntime().maxMemory();

        assertEquals(OptionalLong.of(heap / 100 * 25), Quantity.HEAP.parse("25%"));
        assertEquals(OptionalLong.of(1 << 20), Quantity.HEAP.parse("1MiB"));
        assertEquals(OptionalLong.empty(), Quantity.HEAP.parse("101%"));
    }

    @Test
    void readsNumbersWithoutAUnit() {
        assertEquals(OptionalLong.of(8083), Quantity.NUMBER.parse("8083"));
        assertEquals(OptionalLong.empty(), Quantity.NUMBER.parse("8083s"));
        assertEquals(OptionalLong.empty(), Quantity.NUMBER.parse("8 083"));
    }
}
