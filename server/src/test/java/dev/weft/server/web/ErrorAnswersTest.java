package dev.weft.server.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.http.HeadOutcome;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErrorAnswersTest {

    private static final String COMMON = """
            Date: Sun, 06 Nov 1994 08:49:37 GMT
            X-Content-Type-Options: nosniff
            Content-Security-Policy: default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; \
            object-src 'none'; base-uri 'none'; frame-ancestors 'none'
            """;

    private final ErrorAnswers answers = new ErrorAnswers(InstantSource.fixed(Instant.parse("1994-11-06T08:49:37Z")));

    @Test
    void answersABadHeadLikeThis() {
        byte[] answer = answers.to(new HeadOutcome.Bad(HttpStatus.BAD_REQUEST, "CR without LF"));

        assertEquals("HTTP/1.1 400 Bad Request\n" + COMMON + """
                        Content-Type: text/plain; charset=utf-8
                        Cache-Control: no-store
                        Connection: close
                        Content-Length: 30

                        400 Bad Request
                        CR without LF
                        """, text(answer));
    }

    @Test
    @DisplayName("RFC 6455 10.4: too many connections")
    void answersARejectionWithItsFields() {
        HandshakeOutcome.Rejected full = HandshakeOutcome.Rejected.of(
                HttpStatus.SERVICE_UNAVAILABLE, HeaderFields.of("Retry-After", "5"), "too many connections");

        assertEquals("HTTP/1.1 503 Service Unavailable\n" + COMMON + """
                        Connection: close
                        Retry-After: 5
                        Content-Type: text/plain; charset=utf-8
                        Cache-Control: no-store
                        Content-Length: 45

                        503 Service Unavailable
                        too many connections
                        """, text(answers.to(full)));
    }

    @Test
    void answersARejectedGetWithTheText() {
        HandshakeOutcome.Rejected rejected = HandshakeOutcome.Rejected.of(HttpStatus.FORBIDDEN, "no");

        assertEquals(text(answers.to(rejected)), text(answers.to(rejected, Exchange.request("GET /ws/echo HTTP/1.1"))));
    }

    @Test
    @DisplayName("RFC 9110 9.3.2: no content to HEAD")
    void answersARejectedHeadWithoutTheText() {
        HandshakeOutcome.Rejected rejected = HandshakeOutcome.Rejected.of(HttpStatus.METHOD_NOT_ALLOWED, "no");
        String withText = text(answers.to(rejected));

        String withoutText = text(answers.to(rejected, Exchange.request("HEAD /ws/echo HTTP/1.1")));

        assertEquals(withText.substring(0, withText.indexOf("\n\n") + 2), withoutText);
    }

    private static String text(byte[] answer) {
        return new String(answer, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    }
}
