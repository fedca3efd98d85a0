package dev.weft.server.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/** Performs the server's side of a TLS handshake: reads and writes until both sides have keys. */
final class TlsHandshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final PlainTransport below;
    private final RecordBuffer records;
    private final TlsTransports shared;

    TlsHandshake(SSLEngine engine, PlainTransport below, RecordBuffer records, TlsTransports shared) {
        this.engine = engine;
        this.below = below;
        this.records = records;
        this.shared = shared;
    }

    /**
     * Returns when application data can be read and written.
     *
     * @throws SSLException if there is no agreement with the peer; the engine has an alert for it
     * @throws IOException if the connection is lost or aborted
     */
    void run() throws IOException {
        engine.beginHandshake();
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> read();
                case NEED_WRAP -> write();
                case NEED_TASK -> shared.calculate(engine, below);
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
    }

    private void read() throws IOException {
        SSLEngineResult result = engine.unwrap(records.bytes(), NOTHING);
        switch (result.getStatus()) {
            case OK -> {
                // Part of a flight: the engine's status says what comes next.
            }
            case BUFFER_UNDERFLOW -> {
                if (records.fill(below::read) < 0) {
                    throw new EOFException("the peer left during the TLS handshake");
                }
            }
            case CLOSED -> throw new EOFException("the peer gave the TLS handshake up");
            case BUFFER_OVERFLOW -> throw new SSLException("application data during the TLS handshake");
        }
    }

    private void write() throws IOException {
        ByteBuffer packet = shared.packets().borrow();
        try {
            SSLEngineResult result = engine.wrap(NOTHING, packet);
            packet.flip();
            while (packet.hasRemaining()) {
                below.write(packet);
            }
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("the TLS handshake ended: " + result.getStatus());
            }
        } finally {
            shared.packets().giveBack(packet);
        }
    }
}
