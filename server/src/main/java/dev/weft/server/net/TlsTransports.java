package dev.weft.server.net;

import dev.weft.server.resource.Pool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** Makes encrypted transports, and holds what they share. Thread-safe. */
public final class TlsTransports implements TransportFactory {

    /**
     * Why 4? Enough to keep every core busy while some of them wait, and few enough that open sessions get their turn.
     */
    private static final int HANDSHAKES_PER_CORE = 4;

    private final Supplier<SSLEngine> engines;
    private final Pollers pollers;

    /** Buffers for records; on the heap, where the ciphers work without a copy. */
    private final Pool<ByteBuffer> packets = Pool.ofBuffers(() -> ByteBuffer.allocate(RecordBuffer.LONGEST));

    private final Semaphore turns =
            new Semaphore(HANDSHAKES_PER_CORE * Runtime.getRuntime().availableProcessors(), true);

    /**
     * Makes the factory.
     *
     * @param engines makes an engine in server mode for each connection; called when its first bytes have arrived
     * @param pollers makes the connections to be encrypted
     */
    public TlsTransports(Supplier<SSLEngine> engines, Pollers pollers) {
        this.engines = engines;
        this.pollers = pollers;
    }

    @Override
    public Transport transport(SocketChannel channel) throws IOException {
        return new TlsTransport(pollers.plain(channel), this);
    }

    SSLEngine engine() {
        return engines.get();
    }

    Pool<ByteBuffer> packets() {
        return packets;
    }

    /**
     * Does the expensive part of a handshake: keys and signatures. A limited number run at once; a peer that is slow to
     * answer blocks no others.
     *
     * @throws IOException if the connection was aborted while it waited
     */
    void calculate(SSLEngine engine, PlainTransport below) throws IOException {
        turns.acquireUninterruptibly();
        try {
            if (!below.isOpen()) {
                throw new ClosedChannelException();
            }
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        } finally {
            turns.release();
        }
    }
}
