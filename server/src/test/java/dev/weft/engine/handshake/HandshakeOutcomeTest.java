package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.ResponseHead;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HandshakeOutcomeTest {

    @Nested
    @DisplayName("RFC 6455 4.2.2: the server's opening handshake")
    class Accepted {

        @Test
        void isThisWithoutSubprotocolAndExtensions() {
            ResponseHead response = accepted(Optional.empty()).response(Optional.empty());

            assertEquals("""
                    HTTP/1.1 101 Switching Protocols
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=

                    """, text(response));
        }

        @Test
        void isThisWithBoth() {
            ResponseHead response = accepted(Optional.of("chat")).response(Optional.of("permessage-deflate"));

            assertEquals("""
                    HTTP/1.1 101 Switching Protocols
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
                    Sec-WebSocket-Protocol: chat
                    Sec-WebSocket-Extensions: permessage-deflate

                    """, text(response));
        }

        @Test
        @DisplayName("CVE-2026-1527: a line end never gets into a header")
        void isNotWrittenWithALineEndInAValue() {
            HandshakeOutcome.Accepted accepted = accepted(Optional.of("chat\r\nSet-Cookie: a=b"));

            assertThrows(IllegalArgumentException.class, () -> accepted.response(Optional.empty()));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> accepted(Optional.empty()).response(Optional.of("a\nb")));
        }

        private static HandshakeOutcome.Accepted accepted(Optional<String> subprotocol) {
            return new HandshakeOutcome.Accepted(Heads.ACCEPT, subprotocol, List.of());
        }
    }

    @Nested
    class Rejected {

        @Test
        void closesTheConnection() {
            HandshakeOutcome.Rejected rejected =
                    HandshakeOutcome.Rejected.of(HttpStatus.NOT_FOUND, "no handler answers here");

            assertEquals("HTTP/1.1 404 Not Found\nConnection: close\n\n", text(rejected.response()));
        }

        @Test
        @DisplayName("RFC 9110 7.8: Upgrade goes with its connection option")
        void namesUpgradeAmongItsConnectionOptions() {
            HandshakeOutcome.Rejected rejected = HandshakeOutcome.Rejected.of(
                    HttpStatus.UPGRADE_REQUIRED, HeaderFields.of("Upgrade", "websocket"), "x");

            assertEquals(
                    "HTTP/1.1 426 Upgrade Required\nConnection: close, Upgrade\nUpgrade: websocket\n\n",
                    text(rejected.response()));
        }
    }

    private static String text(ResponseHead head) {
        return new String(head.encode(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
