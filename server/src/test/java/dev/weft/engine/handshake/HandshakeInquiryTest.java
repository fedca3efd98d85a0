package dev.weft.engine.handshake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.handshake.OriginPolicy.OwnHost;
import dev.weft.engine.http.HttpStatus;
import dev.weft.engine.http.RequestHead;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandshakeInquiryTest {

    private static final HandshakePolicy POLICY =
            new HandshakePolicy(new OriginPolicy("http", OwnHost.ANY, List.of()), List.of());

    @Test
    void isAGetThatNamesThePagesOrigin() {
        assertTrue(HandshakeInquiry.isInquiry(asked("GET", "Weft-Page-Origin: http://example.com")));
        assertFalse(HandshakeInquiry.isInquiry(asked("GET", "Accept: */*")));
        assertFalse(HandshakeInquiry.isInquiry(asked("POST", "Weft-Page-Origin: http://example.com")));
    }

    @Test
    void findsNothingWrongWithAPageOfTheServersOwn() {
        assertInstanceOf(HandshakeOutcome.Accepted.class, answer("Weft-Page-Origin: http://example.com"));
        assertEquals(HttpStatus.UPGRADE_REQUIRED, HandshakeInquiry.NOTHING_WRONG.status());
    }

    @Test
    void findsThatAPageOfAnotherOriginMayNotConnect() {
        assertEquals(HttpStatus.FORBIDDEN, rejected("Weft-Page-Origin: https://elsewhere.example"));
    }

    @Test
    void believesABrowsersOriginMoreThanTheScripts() {
        assertEquals(
                HttpStatus.FORBIDDEN,
                rejected("Weft-Page-Origin: http://example.com", "Origin: https://elsewhere.example"));
    }

    @Test
    void refusesTwoOriginsAsAHandshakeDoes() {
        assertEquals(
                HttpStatus.BAD_REQUEST,
                rejected("Weft-Page-Origin: http://example.com", "Weft-Page-Origin: http://example.com"));
    }

    private static HttpStatus rejected(String... lines) {
        return assertInstanceOf(HandshakeOutcome.Rejected.class, answer(lines)).status();
    }

    private static HandshakeOutcome answer(String... lines) {
        return OpeningHandshake.evaluate(HandshakeInquiry.handshake(asked("GET", lines)), POLICY);
    }

    private static RequestHead asked(String method, String... lines) {
        return Heads.plain(method + " /ws/echo HTTP/1.1", lines);
    }
}
