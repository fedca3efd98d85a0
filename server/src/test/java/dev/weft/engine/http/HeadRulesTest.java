package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fed through {@link RequestHeadParser}, in every way the bytes can be cut. */
class HeadRulesTest {

    private static final String START = "GET / HTTP/1.1\r\nHost: a\r\n";

    @Nested
    @DisplayName("RFC 9112 3.2: Host")
    class Host {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "X-Host: a\r\n",
                    "Host: a\r\nHost: a\r\n",
                    "Host: a\r\nhOST: b\r\n",
                    "Host: a, b\r\n",
                    "Host: a b\r\n",
                    "Host: http://a\r\n",
                    "Host: [::1\r\n",
                    "Host:\r\n",
                    "Host: a:b\r\n",
                    "Host: a:65536\r\n",
                    "Host: user@a\r\n",
                    "Host: a/b\r\n",
                    "Host: \u00e9\r\n"
                })
        void isThereOnceAndValid(String lines) {
            assertEquals(HttpStatus.BAD_REQUEST, status("GET / HTTP/1.1\r\n" + lines + "\r\n"));
        }

        @Test
        void mayBeMissingOnHttp10() {
            assertComplete("GET / HTTP/1.0\r\n\r\n");
            assertEquals(HttpStatus.BAD_REQUEST, status("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"));
        }

        @Test
        void isWantedNextToAnAbsoluteUrlToo() {
            assertEquals(HttpStatus.BAD_REQUEST, status("GET http://a/ HTTP/1.1\r\n\r\n"));
        }
    }

    @Nested
    @DisplayName("RFC 9112 6: no body")
    class Framing {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 18
                    "Content-Length: +5\r\n",
                    "Content-Length: -48\r\n",
                    "Content-Length: 0x10\r\n",
                    "Content-Length: 1Z\r\n",
                    "Content-Length:\r\n",
                    "Content-Length: 5,6\r\n",
                    "Content-Length: 0, 0\r\n",
                    "Content-Length: 123456789012345678901234567890\r\n",
                    "Content-Length: 000000000000000000000x\r\n",
                    "Content-Length: 0.0\r\n",
                    "Content-Length: 1 1\r\n",
                    // 19
                    "Content-Length: 5\r\nContent-Length: 6\r\n",
                    "Content-Length: 0\r\nContent-Length: 0\r\n",
                    "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                    // 20
                    "Transfer-Encoding: chunked\r\n",
                    "Transfer-Encoding: ,chunked\r\n",
                    "Transfer-Encoding: chunked, x\r\n",
                    "Transfer-Encoding: identity\r\n",
                    "Transfer-Encoding:\r\n",
                    "transfer-encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
                })
        void isRefusedIfNobodyKnowsWhereItEnds(String lines) {
            assertEquals(HttpStatus.BAD_REQUEST, status(START + lines + "\r\n"));
            assertEquals(HttpStatus.BAD_REQUEST, status(START.replace("GET", "POST") + lines + "\r\n"));
            assertEquals(HttpStatus.BAD_REQUEST, status(START.replace("1.1", "1.0") + lines + "\r\n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "1000000", "999999999999999999", "01", "0000000000000000000000001"})
        void is413(String length) {
            // 21
            assertEquals(HttpStatus.CONTENT_TOO_LARGE, status(START + "Content-Length: " + length + "\r\n\r\n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "00", "0000000000000000000", "000000000000000000000000000000"})
        void mayBeSaidToBeEmpty(String length) {
            assertComplete(START + "Content-Length: " + length + "\r\n\r\n");
        }

        @Test
        void isLeftToTheOneWhoRefusesTheMethod() {
            assertComplete("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    @DisplayName("RFC 9112 3.2.4: the asterisk-form is only used for OPTIONS")
    void refusesAnAsteriskForAResource(String method) {
        assertEquals(HttpStatus.BAD_REQUEST, status(method + " * HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "*", "a", "a:", "a:443/b", "a:443?b", "http://a/"})
    @DisplayName("RFC 9112 3.2.3: CONNECT has the host and port of the tunnel destination")
    void refusesAnyOtherTargetForConnect(String target) {
        assertEquals(HttpStatus.BAD_REQUEST, status("CONNECT " + target + " HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertComplete("CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    @Test
    void leavesFieldsAloneThatDoNotFrame() {
        // 30
        assertComplete(START + "Accept: " + "a;q=0.1,".repeat(200) + "\r\n\r\n");
    }

    private static void assertComplete(String head) {
        assertInstanceOf(HeadOutcome.Complete.class, Feeding.everyWay(head).outcome());
    }

    private static HttpStatus status(String head) {
        return assertInstanceOf(HeadOutcome.Bad.class, Feeding.everyWay(head).outcome())
                .status();
    }
}
