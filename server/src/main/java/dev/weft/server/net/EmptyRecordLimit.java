package dev.weft.server.net;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Counts a peer's records without data, and refuses too many of them. They cost the peer a few bytes each, and give the
 * reader nothing with which to end its turn. Used by the thread that reads.
 *
 * <p>RFC 8446 4.6.3: a peer may ask for a new key at any time, and is answered "prior to sending its next Application Data
 * record". Until then the engine keeps each answer with a cipher of its own, 1.4 kB of heap for a message of 5 bytes.
 */
final class EmptyRecordLimit {

    /** Why 32? OpenSSL allows as many; no client has a reason to send two. */
    static final int MOST_IN_A_ROW = 32;

    /**
     * Why 1,376 bytes? 32 records of 43, the size of a request for a new key as the JDK pads it. Bytes rather than
     * records, because the engine accepts as many requests as fit into one record, although RFC 8446 5.1 says:
     * "Handshake messages MUST NOT span key changes."
     */
    static final int MOST_UNANSWERED = 32 * 43;

    private int inARow;

    /** The bytes of requests for a new key received since the engine last had nothing to send. */
    private int unanswered;

    /** Called before the next record is decrypted. */
    void before(SSLEngine engine) {
        // Checked only after a request like this, because the engine takes a lock for it.
        if (unanswered > 0 && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP) {
            unanswered = 0;
        }
    }

    /**
     * Called with the result of decrypting it.
     *
     * @throws SSLException if the limit is exceeded
     */
    void after(SSLEngineResult result) throws SSLException {
        if (result.bytesProduced() > 0) {
            inARow = 0;
        } else if (result.bytesConsumed() > 0) {
            count(result);
        }
    }

    private void count(SSLEngineResult result) throws SSLException {
        if (++inARow > MOST_IN_A_ROW) {
            throw new SSLException("more than " + MOST_IN_A_ROW + " records in a row without data");
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            unanswered += result.bytesConsumed();
        }
        if (unanswered > MOST_UNANSWERED) {
            throw new SSLException("the peer asks for new keys and takes no answer");
        }
    }
}
