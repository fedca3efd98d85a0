package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.ExtensionOffer;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningHandshakeTest {

    private static final HandshakePolicy POLICY =
            new HandshakePolicy(new OriginPolicy("http", OwnHost.ANY, List.of()), List.of("chat", "superchat"));

    @Nested
    @DisplayName("RFC 6455 4.2.1: a request that opens a WebSocket")
    class Valid {

        @Test
        void isAnsweredWithTheProofOfItsKey() {
            HandshakeOutcome.Accepted accepted = accepted(Heads.valid());

            assertEquals(new HandshakeOutcome.Accepted(Heads.ACCEPT, Optional.empty(), List.of()), accepted);
        }

        @ParameterizedTest
        // 39
        @ValueSource(
                strings = {
                    "Connection: keep-alive, Upgrade",
                    "connection: UPGRADE",
                    "Connection: keep-alive\nConnection: upgrade",
                    "Connection:\tUpgrade\t,"
                })
        void mayHaveOtherConnectionOptions(String line) {
            accepted(Heads.replacing("Connection", line));
        }

        @ParameterizedTest
        @ValueSource(strings = {"upgrade: WebSocket", "UPGRADE: WEBSOCKET", "Upgrade: h2c, websocket"})
        void mayWriteItsUpgradeInAnyCase(String line) {
            accepted(Heads.replacing("Upgrade", line));
        }

        @Test
        void mayComeWithAnAbsoluteUrl() {
            accepted(Heads.requesting("GET http://example.com/ws/echo HTTP/1.1"));
        }

        @Test
        void mayHaveALaterMinorVersion() {
            accepted(Heads.requesting("GET /ws/echo HTTP/1.2"));
        }

        @Test
        void carriesItsOffersOn() {
            HandshakeOutcome.Accepted accepted = accepted(Heads.with(
                    "Sec-WebSocket-Protocol: superchat, chat",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"));

            assertEquals(Optional.of("chat"), accepted.subprotocol());
            assertEquals(
                    List.of(new ExtensionOffer(
                            "permessage-deflate",
                            List.of(new ExtensionOffer.Parameter("client_max_window_bits", Optional.empty())))),
                    accepted.offers());
        }
    }

    @Nested
    @DisplayName("RFC 6455 4.1: the request line")
    class RequestLine {

        @ParameterizedTest
        @ValueSource(strings = {"POST", "HEAD", "PUT", "OPTIONS"})
        void is405ForAnotherMethod(String method) {
            HandshakeOutcome.Rejected rejected = rejected(Heads.requesting(method + " /ws/echo HTTP/1.1"));

            assertEquals(HttpStatus.METHOD_NOT_ALLOWED, rejected.status());
            assertEquals(Optional.of("GET"), rejected.response().fields().first("Allow"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"BREW", "get"})
        void is501ForAMethodThatIsUnknown(String method) {
            assertEquals(HttpStatus.NOT_IMPLEMENTED, status(Heads.requesting(method + " /ws/echo HTTP/1.1")));
        }

        @Test
        void is400ForHttp10() {
            assertEquals(HttpStatus.BAD_REQUEST, status(Heads.requesting("GET /ws/echo HTTP/1.0")));
        }
    }

    @Nested
    @DisplayName("RFC 6455 4.2.1: Upgrade and Connection")
    class Upgrade {

        @ParameterizedTest
        @ValueSource(strings = {"X: y", "Upgrade:", "Upgrade: h2c", "Upgrade: websocket2", "Upgrade: web socket"})
        void mustNameTheWebSocket(String line) {
            assertUpgradeRequired(Heads.replacing("Upgrade", line));
        }

        @ParameterizedTest
        @ValueSource(strings = {"X: y", "Connection:", "Connection: keep-alive", "Connection: Upgraded"})
        void mustBeAConnectionOption(String line) {
            assertUpgradeRequired(Heads.replacing("Connection", line));
        }
    }

    @Nested
    @DisplayName("RFC 6455 4.4: the version")
    class Version {

        @ParameterizedTest
        @ValueSource(strings = {"8", "12", "14", "13, 8", "013", "", "13.0", "+13", "13 13"})
        void is13AndNothingElse(String version) {
            assertUpgradeRequired(Heads.replacing("Sec-WebSocket-Version", "Sec-WebSocket-Version: " + version));
        }

        @Test
        void mustBeThere() {
            assertUpgradeRequired(Heads.without("Sec-WebSocket-Version"));
        }

        @Test
        void mustNotBeThereTwice() {
            assertEquals(HttpStatus.BAD_REQUEST, status(Heads.with("Sec-WebSocket-Version: 13")));
        }
    }

    @Nested
    @DisplayName("RFC 6455 4.2.1: the key")
    class Key {

        @Test
        void mustBeThere() {
            assertEquals(HttpStatus.BAD_REQUEST, status(Heads.without("Sec-WebSocket-Key")));
        }

        @Test
        void mustNotBeThereTwice() {
            assertEquals(HttpStatus.BAD_REQUEST, status(Heads.with("Sec-WebSocket-Key: " + Heads.KEY)));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAA="})
        void mustBe16Bytes(String key) {
            assertEquals(
                    HttpStatus.BAD_REQUEST, status(Heads.replacing("Sec-WebSocket-Key", "Sec-WebSocket-Key: " + key)));
        }
    }

    @Nested
    @DisplayName("RFC 6455 10.2: the origin")
    class Origin {

        @ParameterizedTest
        @ValueSource(strings = {"http://example.com", "http://example.com:80", "HTTP://EXAMPLE.COM"})
        void mayBeTheServersOwn(String origin) {
            accepted(Heads.with("Origin: " + origin));
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://evil.example", "null", "http://a:b", "https://example.com", ""})
        void is403IfItIsAnother(String origin) {
            assertEquals(HttpStatus.FORBIDDEN, status(Heads.with("Origin: " + origin)));
        }

        @Test
        void is400IfItIsThereTwice() {
            assertEquals(
                    HttpStatus.BAD_REQUEST,
                    status(Heads.with("Origin: http://example.com", "Origin: http://example.com")));
        }

        @Test
        void isComparedWithTheHostOfAnAbsoluteUrl() {
            RequestHead head = Heads.with("Origin: http://example.com");
            RequestHead elsewhere = new RequestHead(
                    "GET", "http://other.example/ws/echo", "/ws/echo", null, head.fields(), head.minorVersion());

            assertEquals(HttpStatus.FORBIDDEN, status(elsewhere));
        }
    }

    @Nested
    @DisplayName("RFC 6455 4.1 and 9.1: lists that break their grammar")
    class Lists {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sec-WebSocket-Protocol: a b",
                    "Sec-WebSocket-Protocol: a, a",
                    "Sec-WebSocket-Extensions: a; b=\"c",
                    "Sec-WebSocket-Extensions: ;a"
                })
        void are400(String line) {
            assertEquals(HttpStatus.BAD_REQUEST, status(Heads.with(line)));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Sec-WebSocket-Protocol:",
                    "Sec-WebSocket-Protocol: ,",
                    "Sec-WebSocket-Protocol: a,,b,",
                    "Sec-WebSocket-Extensions:",
                    "Sec-WebSocket-Extensions: ,a,,b,",
                    "Connection: ,close,",
                    "Upgrade: , ,"
                })
        @DisplayName("RFC 9110 5.6.1.2: but empty elements are ignored")
        void mayHaveEmptyElements(String line) {
            accepted(Heads.with(line));
        }
    }

    @Nested
    @DisplayName("kemal 767: every rejection closes")
    class Rejection {

        @Test
        void saysSo() {
            HandshakeOutcome.Rejected rejected = rejected(Heads.with("Origin: http://evil.example"));

            assertEquals("[Connection]", rejected.response().fields().toString());
            assertEquals(Optional.of("close"), rejected.response().fields().first("Connection"));
            assertEquals(rejected.status(), rejected.response().status());
        }

        @Test
        void neverQuotesThePeer() {
            HandshakeOutcome.Rejected rejected = rejected(Heads.with("Origin: http://evil.example"));

            assertFalse(rejected.why().contains("evil"));
        }
    }

    @Nested
    class IsUpgrade {

        @ParameterizedTest
        @ValueSource(
                strings = {"Upgrade: websocket", "upgrade: h2c, WebSocket", "Sec-WebSocket-Key: x", "sec-websocket-x: y"
                })
        void isSoIfAnythingSaysWebSocket(String line) {
            RequestHead plain = Heads.replacing("(Upgrade|Connection|Sec-)", line);

            assertTrue(OpeningHandshake.isUpgrade(plain));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Upgrade: h2c", "Connection: Upgrade", "X: websocket", "Sec-Fetch-Mode: websocket"})
        void isNotSoOtherwise(String line) {
            RequestHead plain = Heads.replacing("(Upgrade|Connection|Sec-)", line);

            assertFalse(OpeningHandshake.isUpgrade(plain));
        }
    }

    private static void assertUpgradeRequired(RequestHead head) {
        HandshakeOutcome.Rejected rejected = rejected(head);
        assertEquals(HttpStatus.UPGRADE_REQUIRED, rejected.status());
        assertEquals(Optional.of("13"), rejected.response().fields().first("Sec-WebSocket-Version"));
        assertEquals(Optional.of("websocket"), rejected.response().fields().first("Upgrade"));
        assertEquals(List.of("close", "Upgrade"), rejected.response().fields().tokens("Connection"));
    }

    private static HandshakeOutcome.Accepted accepted(RequestHead head) {
        return assertInstanceOf(HandshakeOutcome.Accepted.class, OpeningHandshake.evaluate(head, POLICY));
    }

    private static HandshakeOutcome.Rejected rejected(RequestHead head) {
        return assertInstanceOf(HandshakeOutcome.Rejected.class, OpeningHandshake.evaluate(head, POLICY));
    }

    private static HttpStatus status(RequestHead head) {
        return rejected(head).status();
    }
}
