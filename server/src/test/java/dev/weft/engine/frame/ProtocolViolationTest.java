package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RFC 6455 7.1.7: failing the connection")
class ProtocolViolationTest {

    @Test
    void saysCodeAndReason() {
        ProtocolViolation violation = new ProtocolViolation(1009, "message over 16 bytes");

        assertEquals(1009, violation.closeCode());
        assertEquals("message over 16 bytes", violation.reason());
        assertEquals("message over 16 bytes", violation.getMessage());
    }

    @Test
    void isProtocolErrorWhereTheRfcNamesNoCode() {
        assertEquals(1002, ProtocolViolation.of("frame is not masked").closeCode());
    }

    @Test
    void costsThePeersVictimNoStackTrace() {
        ProtocolViolation violation = ProtocolViolation.of("frame is not masked");

        violation.addSuppressed(new IllegalStateException());

        assertEquals(0, violation.getStackTrace().length);
        assertEquals(0, violation.getSuppressed().length);
    }
}
