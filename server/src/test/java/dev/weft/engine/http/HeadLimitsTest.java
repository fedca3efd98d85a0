package dev.weft.engine.http;

import static dev.weft.engine.http.Feeding.latin1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadLimitsTest {

    private static final int HEAD = 16_384;

    @Nested
    @DisplayName("RFC 9112 3: the request line")
    class RequestLine {

        @ParameterizedTest
        @ValueSource(ints = {1, 8_000, 8_193, HEAD - 30})
        void isTakenUpToTheLimitOfTheHead(int size) {
            String line = "GET /" + "a".repeat(Math.max(0, size - 14)) + " HTTP/1.1";

            Feeding fed = inBothWays(line + "\r\nHost: a\r\n\r\n");

            assertInstanceOf(HeadOutcome.Complete.class, fed.outcome());
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET /", "GET /?", "GET http://"})
        void is414AtTheByteAfterTheLimitWithoutWaitingForItsEnd(String start) {
            assertBad(HttpStatus.URI_TOO_LONG, HEAD + 1, start + "a".repeat(HEAD));
        }

        @Test
        void is414InTheVersionToo() {
            String line = "GET /" + "a".repeat(HEAD - 13) + " HTTP/1.1";

            assertBad(HttpStatus.URI_TOO_LONG, HEAD + 1, line + "\r\n");
        }

        @Test
        void is501IfItIsAllMethod() {
            assertBad(HttpStatus.NOT_IMPLEMENTED, HEAD + 1, "A".repeat(HEAD + 1));
        }
    }

    @Nested
    @DisplayName("RFC 6585 5: the header lines")
    class HeaderLines {

        private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";

        @ParameterizedTest
        @ValueSource(ints = {8_192, 8_193, 9_216, HEAD - 29})
        @DisplayName("RFC 6265 5.4: a browser sends all its cookies in one line")
        void mayBeAsLongAsTheHead(int size) {
            Feeding fed = inBothWays(START + "Cookie:" + "a".repeat(size - 7) + "\r\n\r\n");

            assertInstanceOf(HeadOutcome.Complete.class, fed.outcome());
        }

        @ParameterizedTest
        @ValueSource(strings = {"X", "X:a", "X:"})
        void are431AtTheByteAfterTheLimitWithoutWaitingForTheirEnd(String start) {
            assertBad(HttpStatus.HEADER_FIELDS_TOO_LARGE, HEAD + 1, START + start + "a".repeat(HEAD));
        }

        @Test
        void countTheWhiteSpaceThatIsNotKept() {
            assertBad(HttpStatus.HEADER_FIELDS_TOO_LARGE, HEAD + 1, START + "X:" + " ".repeat(HEAD));
        }

        @Test
        void areTakenUpToTheLimitOfTheHead() {
            Feeding fed = inBothWays(headOf(HEAD));

            assertInstanceOf(HeadOutcome.Complete.class, fed.outcome());
            assertEquals(HEAD, fed.consumed());
        }

        @Test
        void are431AtTheByteAfterTheLimitOfTheHead() {
            assertBad(HttpStatus.HEADER_FIELDS_TOO_LARGE, HEAD + 1, headOf(HEAD + 1));
        }

        @Test
        void are431AtFullSpeedWithoutEnd() {
            assertBad(
                    HttpStatus.HEADER_FIELDS_TOO_LARGE,
                    HEAD + 1,
                    START + ("X: " + "a".repeat(995) + "\r\n").repeat(40));
        }

        @Test
        void areTakenUpToTheLimitOfTheirNumber() {
            Feeding fed = inBothWays(START + "X: a\r\n".repeat(99) + "\r\n");

            assertEquals(
                    100,
                    assertInstanceOf(HeadOutcome.Complete.class, fed.outcome())
                            .head()
                            .fields()
                            .size());
        }

        @Test
        void are431AtTheFirstByteOfOneTooMany() {
            String hundred = START + "X: a\r\n".repeat(99);

            assertBad(HttpStatus.HEADER_FIELDS_TOO_LARGE, hundred.length() + 1, hundred + "X: a\r\n\r\n");
        }

        /** A head of this many bytes in lines that are each short enough. */
        private static String headOf(int size) {
            String lines = START + ("X: " + "a".repeat(7_995) + "\r\n").repeat(2);
            return lines + "Y: " + "b".repeat(size - lines.length() - 7) + "\r\n\r\n";
        }
    }

    @Test
    void areThoseOfTheParserAndNotTheDefault() {
        HeadLimits small = new HeadLimits(31, 2);

        assertInstanceOf(
                HeadOutcome.Complete.class,
                fed("GET /ab HTTP/1.1\r\nHost: abc\r\n\r\n", small).outcome());
        assertStatus(HttpStatus.URI_TOO_LONG, fed("GET /" + "a".repeat(29), small));
        assertStatus(HttpStatus.HEADER_FIELDS_TOO_LARGE, fed("GET /ab HTTP/1.1\r\nHost: abcd\r\n\r\n", small));
        assertStatus(HttpStatus.HEADER_FIELDS_TOO_LARGE, fed("GET / HTTP/1.1\r\nA: 1\r\nB: 2\r\nC: 3\r\n", small));
        assertStatus(HttpStatus.HEADER_FIELDS_TOO_LARGE, fed("GET / HTTP/1.1\r\nA: 123\r\nB: 123\r\n\r\n", small));
    }

    @ParameterizedTest
    @CsvSource({"1024,100", "16384,100", "16712,102", "65536,400", "1048576,6400"})
    void growTogether(int headSize, int headerCount) {
        assertEquals(new HeadLimits(headSize, headerCount), HeadLimits.ofSize(headSize));
    }

    @Test
    void takeAHeadOf64KiBIfItMayBe() {
        String line = "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n";
        byte[] head = latin1(line + "Cookie: " + "b".repeat(40_000) + "\r\n" + "X: a\r\n".repeat(300) + "\r\n");

        Feeding fed = Feeding.inPieces(head, 1_000, HeadLimits.ofSize(65_536));

        assertInstanceOf(HeadOutcome.Complete.class, fed.outcome());
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,0", "-1,1"})
    void mustBePositive(int headSize, int headerCount) {
        assertThrows(IllegalArgumentException.class, () -> new HeadLimits(headSize, headerCount));
    }

    /** At once and one byte at a time: every cut of 16 KiB would take minutes and show no more. */
    private static Feeding inBothWays(String head) {
        byte[] bytes = latin1(head);
        Feeding whole = Feeding.inPieces(bytes, bytes.length, HeadLimits.DEFAULT);
        assertEquals(whole, Feeding.inPieces(bytes, 1, HeadLimits.DEFAULT));
        return whole;
    }

    private static Feeding fed(String head, HeadLimits limits) {
        return Feeding.everyWay(latin1(head), limits);
    }

    private static void assertBad(HttpStatus status, int consumed, String head) {
        Feeding fed = inBothWays(head);
        assertStatus(status, fed);
        assertEquals(consumed, fed.consumed());
    }

    private static void assertStatus(HttpStatus status, Feeding fed) {
        assertEquals(
                status, assertInstanceOf(HeadOutcome.Bad.class, fed.outcome()).status());
    }
}
