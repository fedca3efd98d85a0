package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSiteTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z"));

    @TempDir
    Path folder;

    private WebSite site;

    @BeforeEach
    void serveTheFolder() throws IOException {
        Files.writeString(folder.resolve("index.html"), "<!doctype html>");
        site = new WebSite(folder, () -> "{\"handlers\":[]}".getBytes(StandardCharsets.UTF_8), CLOCK);
    }

    @Test
    void answersAPageLikeThis() throws IOException {
        Exchange page = Exchange.of(site, "GET / HTTP/1.1");

        String tag = page.field("ETag").orElseThrow();
        assertEquals("""
                HTTP/1.1 200 OK
                Date: Sun, 06 Nov 1994 08:49:37 GMT
                X-Content-Type-Options: nosniff
                Content-Security-Policy: default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; \
                object-src 'none'; base-uri 'none'; frame-ancestors 'none'
                ETag: %s
                Cache-Control: no-cache
                Content-Type: text/html; charset=utf-8
                Accept-Ranges: bytes
                Content-Length: 15
                """.formatted(tag), page.head());
        assertEquals("<!doctype html>", page.body());
        assertEquals(KeepAlive.KEEP, page.keepAlive());
    }

    @Test
    void answersTheHandlersAsTheyAreGiven() throws IOException {
        Exchange handlers = Exchange.of(site, "GET /api/handlers HTTP/1.1");

        assertEquals(200, handlers.status());
        assertEquals(Optional.of("application/json"), handlers.field("Content-Type"));
        assertEquals(Optional.of("no-cache"), handlers.field("Cache-Control"));
        assertEquals("{\"handlers\":[]}", handlers.body());
    }

    @Test
    void asksForTheHandlersAnewEachTime() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        WebSite changing = new WebSite(
                folder, () -> Integer.toString(asked.incrementAndGet()).getBytes(StandardCharsets.UTF_8));

        Exchange.of(changing, "GET /api/handlers HTTP/1.1");

        assertEquals("2", Exchange.of(changing, "GET /api/handlers HTTP/1.1").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/", "/api/handlers/", "/api/Handlers", "/ws", "/nothing", "/index.html/"})
    void knowsNoOtherPage(String path) throws IOException {
        Exchange exchange = Exchange.of(site, "GET " + path + " HTTP/1.1");

        assertEquals(404, exchange.status());
        assertEquals("404 Not Found\nthere is no such page\n", exchange.body());
        assertEquals(Optional.of("text/plain; charset=utf-8"), exchange.field("Content-Type"));
        assertEquals(Optional.of("no-store"), exchange.field("Cache-Control"));
        assertEquals(Optional.of("nosniff"), exchange.field("X-Content-Type-Options"));
        assertEquals(KeepAlive.KEEP, exchange.keepAlive());
    }

    @Nested
    @DisplayName("RFC 9110 15.5.22: a plain GET where a WebSocket answers")
    class UpgradeRequired {

        @ParameterizedTest
        @ValueSource(strings = {"/ws/echo", "/ws/", "/ws/echo/x?y"})
        void is426(String target) throws IOException {
            Exchange exchange = Exchange.of(site, "GET " + target + " HTTP/1.1");

            assertEquals(426, exchange.status());
            assertEquals(Optional.of("websocket"), exchange.field("Upgrade"));
            assertEquals(Optional.of("close, Upgrade"), exchange.field("Connection"));
            assertEquals(Optional.of("13"), exchange.field("Sec-WebSocket-Version"));
            assertEquals(KeepAlive.CLOSE, exchange.keepAlive());
        }
    }

    @Nested
    @DisplayName("RFC 9110 9.1: methods")
    class Methods {

        @ParameterizedTest
        @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "PATCH"})
        void are405IfTheyAreKnown(String method) throws IOException {
            for (String path : new String[] {"/", "/api/handlers", "/ws/echo", "/nothing"}) {
                Exchange exchange = Exchange.of(site, method + " " + path + " HTTP/1.1", "Content-Length: 5\n");

                assertEquals(405, exchange.status());
                assertEquals(Optional.of("GET, HEAD, OPTIONS"), exchange.field("Allow"));
                assertEquals(Optional.of("close"), exchange.field("Connection"));
                assertEquals(KeepAlive.CLOSE, exchange.keepAlive());
            }
        }

        @Test
        void are405ForATargetThatIsNoPath() throws IOException {
            assertEquals(405, Exchange.of(site, "CONNECT a:443 HTTP/1.1").status());
        }

        @ParameterizedTest
        @ValueSource(strings = {"BREW", "get"})
        void are501IfTheyAreNot(String method) throws IOException {
            Exchange exchange = Exchange.of(site, method + " / HTTP/1.1");

            assertEquals(501, exchange.status());
            assertEquals(KeepAlive.CLOSE, exchange.keepAlive());
        }
    }

    @Nested
    @DisplayName("RFC 9110 9.3.7: OPTIONS, as load balancers ask it")
    class Options {

        @ParameterizedTest
        @ValueSource(strings = {"*", "/", "/?x", "/index.html", "/api/handlers", "/ws/echo", "http://a", "http://a/"})
        void is204WithTheMethods(String target) throws IOException {
            for (String conditions : new String[] {"", "If-Match: \"x\"\n", "Content-Length: 0\n"}) {
                Exchange options = Exchange.of(site, "OPTIONS " + target + " HTTP/1.1", conditions);

                assertEquals(204, options.status());
                assertEquals(Optional.of("GET, HEAD, OPTIONS"), options.field("Allow"));
                // RFC 9110 8.6: "A server MUST NOT send a Content-Length header field in any response with a status
                // code of 1xx (Informational) or 204 (No Content)."
                assertEquals(Optional.empty(), options.field("Content-Length"));
                assertEquals("", options.body());
                assertEquals(KeepAlive.KEEP, options.keepAlive());
            }
        }

        @Test
        void endsTheConnectionAsHaproxyAsks() throws IOException {
            Exchange options = Exchange.of(site, "OPTIONS / HTTP/1.0");

            assertEquals(204, options.status());
            assertEquals(KeepAlive.CLOSE, options.keepAlive());
        }

        @Test
        void is404WhereNothingIs() throws IOException {
            assertEquals(404, Exchange.of(site, "OPTIONS /nothing HTTP/1.1").status());
        }
    }

    @Nested
    @DisplayName("RFC 9110 9.3.2: HEAD is GET without content")
    class Head {

        @ParameterizedTest
        @ValueSource(strings = {"/", "/api/handlers", "/nothing", "/ws/echo"})
        void hasTheSameFields(String path) throws IOException {
            Exchange get = Exchange.of(site, "GET " + path + " HTTP/1.1");
            Exchange head = Exchange.of(site, "HEAD " + path + " HTTP/1.1");

            assertEquals(get.head(), head.head());
            assertEquals("", head.body());
            assertEquals(get.keepAlive(), head.keepAlive());
        }
    }

    @Nested
    @DisplayName("RFC 9112 9.3: persistence")
    class Persistence {

        @ParameterizedTest
        @CsvSource({
            "HTTP/1.1,'',KEEP",
            "HTTP/1.1,'Connection: keep-alive\n',KEEP",
            "HTTP/1.1,'Connection: x, CLOSE\n',CLOSE",
            "HTTP/1.0,'',CLOSE",
            "HTTP/1.0,'Connection: keep-alive\n',CLOSE"
        })
        void isAsTheRequestAsks(String version, String line, KeepAlive expected) throws IOException {
            Exchange exchange = Exchange.of(site, "GET / " + version, line);

            assertEquals(expected, exchange.keepAlive());
            assertEquals(
                    expected == KeepAlive.CLOSE ? Optional.of("close") : Optional.empty(),
                    exchange.field("Connection"));
        }
    }

    @Test
    void passesOnWhatTheSinkThrows() {
        IOException lost = new IOException("connection lost");

        IOException thrown = assertThrows(
                IOException.class,
                () -> site.respond(Exchange.request("GET / HTTP/1.1"), bytes -> {
                    throw lost;
                }));

        assertSame(lost, thrown);
    }
}
