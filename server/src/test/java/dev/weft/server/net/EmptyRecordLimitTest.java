package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

/** What an engine says of records that the JDK's own client does not send. */
class EmptyRecordLimitTest {

    private static final SSLEngineResult EMPTY = new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, 22, 0);
    private static final SSLEngineResult DATA = new SSLEngineResult(Status.OK, HandshakeStatus.NOT_HANDSHAKING, 23, 1);
    private static final SSLEngineResult PART =
            new SSLEngineResult(Status.BUFFER_UNDERFLOW, HandshakeStatus.NOT_HANDSHAKING, 0, 0);

    private final EmptyRecordLimit idle = new EmptyRecordLimit();

    @Test
    void theThirtyThirdEmptyRecordInARowIsRefused() throws SSLException {
        for (int i = 0; i < 32; i++) {
            idle.after(EMPTY);
        }

        SSLException refused = assertThrows(SSLException.class, () -> idle.after(EMPTY));

        assertEquals("more than 32 records in a row without data", refused.getMessage());
    }

    @Test
    void dataEndsTheRow() throws SSLException {
        for (int i = 0; i < 32; i++) {
            idle.after(EMPTY);
        }
        idle.after(DATA);

        for (int i = 0; i < 32; i++) {
            assertDoesNotThrow(() -> idle.after(EMPTY));
        }
    }

    @Test
    void partOfARecordIsNone() {
        for (int i = 0; i < 100; i++) {
            assertDoesNotThrow(() -> idle.after(PART));
        }
    }

    @Test
    void aRecordThatHasRoomForManyRequestsCountsAsMany() {
        SSLEngineResult many = new SSLEngineResult(Status.OK, HandshakeStatus.NEED_WRAP, 16_406, 0);

        SSLException refused = assertThrows(SSLException.class, () -> idle.after(many));

        assertEquals("the peer asks for new keys and takes no answer", refused.getMessage());
    }
}
