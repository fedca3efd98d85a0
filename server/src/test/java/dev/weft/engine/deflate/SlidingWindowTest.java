package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    private final SlidingWindow window = new SlidingWindow(8);

    @Test
    void isEmptyAtFirst() {
        assertEquals("", content());
    }

    @Test
    void keepsTheLastBytesOfAllMessages() {
        append("abc");
        assertEquals("abc", content());
        append("de");
        assertEquals("abcde", content());
        append("fgh");
        assertEquals("abcdefgh", content());
        append("i");
        assertEquals("bcdefghi", content());
        append("");
        assertEquals("bcdefghi", content());
    }

    @Test
    void keepsTheEndOfAMessageThatIsLarger() {
        append("abc");
        append("0123456789");
        assertEquals("23456789", content());
        append("abcdefgh");
        assertEquals("abcdefgh", content());
    }

    @Test
    void takesARangeOnly() {
        byte[] source = "..abc..".getBytes(StandardCharsets.US_ASCII);
        window.append(source, 2, 3);
        assertEquals("abc", content());
    }

    @Test
    void isNeverLongerThanWhatCame() {
        SlidingWindow large = new SlidingWindow(32_768);
        for (int i = 1; i <= 5; i++) {
            assertEquals(100, large.growth(100));
            large.append(new byte[100], 0, 100);
            assertEquals(100 * i, large.bytes().length);
        }
        assertEquals(32_268, large.growth(60_000));
        large.append(new byte[60_000], 0, 60_000);
        assertEquals(32_768, large.bytes().length);
        assertEquals(0, large.growth(1));
    }

    @Test
    void canBeForgotten() {
        append("abc");
        window.clear();
        assertEquals("", content());
        assertEquals(0, window.bytes().length);
    }

    @Test
    void keepsNothingWithoutCapacity() {
        SlidingWindow none = new SlidingWindow(0);
        none.append(new byte[100], 0, 100);
        assertEquals(0, none.length());
        assertTrue(none.bytes().length == 0);
    }

    private void append(String text) {
        window.append(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    private String content() {
        return new String(window.bytes(), 0, window.length(), StandardCharsets.US_ASCII);
    }
}
