package dev.weft.server.outbound;

import dev.weft.engine.deflate.ZlibPool;
import dev.weft.server.resource.Pool;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The zlib objects that all connections share, each lent for one message: 256 KiB of native memory for a deflater and
 * 44 KiB for an inflater, times the messages in progress rather than the connections. Thread-safe.
 */
final class SharedZlib implements ZlibPool {

    /** Why 16? More than the carriers that can be compressing at one moment; any others that are returned are ended. */
    private static final int KEPT = 16;

    private final Pool<Inflater> inflaters = new Pool<>(KEPT, ZlibPool::newInflater, reset -> {}, Inflater::end);
    private final Pool<Deflater> deflaters = new Pool<>(KEPT, ZlibPool::newDeflater, reset -> {}, Deflater::end);

    @Override
    public Inflater borrowInflater() {
        return inflaters.borrow();
    }

    @Override
    public void giveBack(Inflater inflater) {
        inflaters.giveBack(inflater);
    }

    @Override
    public Deflater borrowDeflater() {
        return deflaters.borrow();
    }

    @Override
    public void giveBack(Deflater deflater) {
        deflaters.giveBack(deflater);
    }
}
