package dev.weft.server.outbound;

import dev.weft.engine.deflate.ZlibPool;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The zlib objects that all connections share, each lent for one message: 256 KiB of native memory for a deflater and
 * 44 KiB for an inflater, times the messages in progress rather than the connections. Thread-safe.
 */
final class SharedZlib implements ZlibPool {

    /** Why 16? More than the carriers that can be compressing at one moment; any others that are returned are ended. */
    private static final int KEPT = 16;

    private final IdlePool<Inflater> inflaters = new IdlePool<>(ZlibPool::newInflater, Inflater::end);
    private final IdlePool<Deflater> deflaters = new IdlePool<>(ZlibPool::newDeflater, Deflater::end);

    @Override
    public Inflater borrowInflater() {
        return inflaters.take();
    }

    @Override
    public void giveBack(Inflater inflater) {
        inflaters.put(inflater);
    }

    @Override
    public Deflater borrowDeflater() {
        return deflaters.take();
    }

    @Override
    public void giveBack(Deflater deflater) {
        deflaters.put(deflater);
    }

    /** A few unused objects of one kind. */
    private static final class IdlePool<T> {

        private final ReentrantLock lock = new ReentrantLock();
        private final ArrayDeque<T> free = new ArrayDeque<>(KEPT);
        private final Supplier<T> maker;
        private final Consumer<T> ender;

        IdlePool(Supplier<T> maker, Consumer<T> ender) {
            this.maker = maker;
            this.ender = ender;
        }

        T take() {
            T object;
            lock.lock();
            try {
                object = free.pollLast();
            } finally {
                lock.unlock();
            }
            return object == null ? maker.get() : object;
        }

        void put(T object) {
            lock.lock();
            try {
                if (free.size() < KEPT) {
                    free.addLast(object);
                    return;
                }
            } finally {
                lock.unlock();
            }
            ender.accept(object);
        }
    }
}
