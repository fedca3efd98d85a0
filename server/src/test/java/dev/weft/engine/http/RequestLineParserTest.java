package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fed through {@link RequestHeadParser}, in every way the bytes can be cut. */
class RequestLineParserTest {

    @Nested
    @DisplayName("RFC 9112 3: method SP request-target SP HTTP-version CRLF")
    class Grammar {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 1: HTTP/0.9
                    "GET /\r\n\r\n",
                    "GET / \r\n\r\n",
                    // 2: one space, and nothing but a space
                    "GET  / HTTP/1.1\r\n",
                    "GET\t/ HTTP/1.1\r\n",
                    "GET /\nHTTP/1.1\r\n",
                    "GET /  HTTP/1.1\r\n",
                    "GET /\tHTTP/1.1\r\n",
                    "GET / HTTP/1.1 \r\n",
                    " GET / HTTP/1.1\r\n",
                    // 3
                    "GET / HTTP/1.32\r\n",
                    "GET / HTTP/1.1x\r\n",
                    "GET / http/1.1\r\n",
                    "GET / HTTP/4294967295.255\r\n",
                    "GET / HTTP/1,1\r\n",
                    "GET / HTTP/1.\r\n",
                    "GET / HTTP/.1\r\n",
                    "GET / HTTP 1.1\r\n",
                    "GET / HTTPS/1.1\r\n",
                    // 5
                    "\u0000\u0001GET / HTTP/1.1\r\n",
                    // 6
                    "G=\":<>(e) / HTTP/1.1\r\n",
                    // 7: bare LF, bare CR
                    "GET / HTTP/1.1\n",
                    "GET / HTTP/1.1\rHost: a\r\n",
                    "\nGET / HTTP/1.1\r\n",
                    // 32: a TLS ClientHello; 34: a PROXY line
                    "\u0016\u0003\u0001\u0002\u0000\u0001",
                    "PROXY TCP4 127.0.0.1 127.0.0.1 56324 443\r\n",
                })
        void refusesAnythingElse(String line) {
            assertEquals(HttpStatus.BAD_REQUEST, status(line));
        }

        @Test
        void refusesABadByteAtOnce() {
            Feeding fed = Feeding.everyWay("GET /ab\u0080cd HTTP/1.1\r\n");

            assertEquals("GET /ab".length() + 1, fed.consumed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "BREW", "get", "M-SEARCH", "!#$%&'*+-.^_`|~"})
        void takesAnyTokenAsMethod(String method) {
            assertEquals(method, head(method + " / HTTP/1.1\r\n").method());
        }
    }

    @Nested
    @DisplayName("RFC 9112 2.3: the version")
    class Version {

        @ParameterizedTest
        @CsvSource({"1.0,0", "1.1,1", "1.9,9"})
        void hasAMinorNumberThatIsKept(String version, int minor) {
            assertEquals(minor, head("GET / HTTP/" + version + "\r\n").minorVersion());
        }

        @ParameterizedTest
        // 4: the first line of HTTP/2
        @ValueSource(strings = {"PRI * HTTP/2.0\r\n", "GET / HTTP/0.9\r\n", "GET / HTTP/3.0\r\n", "GET / HTTP/2.1\r\n"})
        void is505IfTheMajorNumberIsAnother(String line) {
            assertEquals(HttpStatus.VERSION_NOT_SUPPORTED, status(line));
        }
    }

    @Nested
    @DisplayName("RFC 9112 3.2.1: origin-form")
    class OriginForm {

        @ParameterizedTest
        @CsvSource({
            "/,/,",
            "//host/x,//host/x,",
            "/a/b.c;d=e@f:g,/a/b.c;d=e@f:g,",
            "/a?,/a,''",
            "/a?b?c=/d,/a,b?c=/d",
            "/%e2%82%ac,/%e2%82%ac,",
            "/%0d%0a,/%0d%0a,",
            "/..%2f,/..%2f,",
            "/a[1]^|,/a[1]^|,",
            "/?filter={a|b}\\^`[1],/,filter={a|b}\\^`[1]",
            "/?q=%80%FF,/,q=%80%FF"
        })
        void isPathAndQueryAsTheyWereSent(String target, String path, String query) {
            RequestHead head = head("GET " + target + " HTTP/1.1\r\n");

            assertEquals(target, head.target());
            assertEquals(path, head.path());
            assertEquals(query, head.query());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    // 35: escapes that are none, or are no UTF-8
                    "/%zz",
                    "/a%",
                    "/a%4",
                    "/a%?b",
                    "/%c0%ae",
                    "/%c3",
                    "/%c3/",
                    "/%c3?a",
                    "/%c3a",
                    "/%80",
                    "/%ed%a0%80",
                    "/%f5%80%80%80",
                    "/%u002e/",
                    "/?a=%",
                    "/?a=%4",
                    "/?a=%zz",
                    // 35 and 31: bytes that must be escaped
                    "/\u0080",
                    "/\u001b[2J",
                    "/a\\b",
                    "/a\"b",
                    "/<a>",
                    "/#a",
                    "/?a#b",
                    "/?\"",
                    "/?\u00e9",
                    "/\u007f",
                    "/?\u007f",
                    "/?\u0000"
                })
        void isRefusedWithABytesThatDoesNotBelong(String target) {
            assertEquals(HttpStatus.BAD_REQUEST, status("GET " + target + " HTTP/1.1\r\n"));
        }
    }

    @Nested
    @DisplayName("RFC 9112 3.2.2 to 3.2.4: absolute-form, authority-form, asterisk-form")
    class OtherForms {

        @ParameterizedTest
        @CsvSource({
            "http://a,/,",
            "http://a/,/,",
            "HTTP://a/b,/b,",
            "https://a.b:8443/c/d?e,/c/d,e",
            "http://a?b,/,b",
            "http://[::1]:80/x,/x,",
            "http://a//b//c,//b//c,"
        })
        void takesAnAbsoluteUrlApart(String target, String path, String query) {
            RequestHead head = head("GET " + target + " HTTP/1.1\r\n");

            assertEquals(target, head.target());
            assertEquals(path, head.path());
            assertEquals(query, head.query());
        }

        @Test
        void takesAHostForConnectAlone() {
            RequestHead head = head("CONNECT a:443 HTTP/1.1\r\n");

            assertEquals("a:443", head.target());
            assertEquals("/", head.path());
            assertNull(head.query());
            assertEquals(HttpStatus.BAD_REQUEST, status("GET a:443 HTTP/1.1\r\n"));
        }

        @Test
        void takesAnAsteriskForOptions() {
            assertEquals("*", head("OPTIONS * HTTP/1.1\r\n").path());
            assertEquals(HttpStatus.BAD_REQUEST, status("OPTIONS *a HTTP/1.1\r\n"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a/b",
                    "?a",
                    "http:/a",
                    "http:///a",
                    "http://",
                    "http://user@a/",
                    "http://a:b/",
                    "http://[::1/",
                    "ftp://a/",
                    "ws://a/",
                    "http//a/b",
                    "://a/",
                    "http://a/%zz",
                    "http://a/%c0%ae",
                    "http://a b"
                })
        void refusesAnyOtherTarget(String target) {
            assertEquals(HttpStatus.BAD_REQUEST, status("GET " + target + " HTTP/1.1\r\n"));
        }
    }

    private static RequestHead head(String line) {
        Feeding fed = Feeding.everyWay(line + "Host: host\r\n\r\n");
        return assertInstanceOf(HeadOutcome.Complete.class, fed.outcome()).head();
    }

    private static HttpStatus status(String line) {
        Feeding fed = Feeding.everyWay(line + "Host: host\r\n\r\n");
        return assertInstanceOf(HeadOutcome.Bad.class, fed.outcome()).status();
    }
}
