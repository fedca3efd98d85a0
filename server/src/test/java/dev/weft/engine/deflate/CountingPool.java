package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Lends the object that came back last, and knows what has become of every one. */
final class CountingPool implements ZlibPool {

    private final Deque<Inflater> inflaters = new ArrayDeque<>();
    private final Deque<Deflater> deflaters = new ArrayDeque<>();
    private int made;
    private int ended;
    private long bytesRead;
    private @Nullable Error failure;

    @Override
    public Inflater borrowInflater() {
        Inflater idle = inflaters.poll();
        return idle != null ? idle : new CountedInflater();
    }

    @Override
    public void giveBack(Inflater inflater) {
        // An object that was not reset still counts.
        assertEquals(0, inflater.getBytesWritten());
        inflaters.push(inflater);
    }

    @Override
    public Deflater borrowDeflater() {
        Deflater idle = deflaters.poll();
        return idle != null ? idle : new CountedDeflater();
    }

    @Override
    public void giveBack(Deflater deflater) {
        assertEquals(0, deflater.getBytesRead());
        deflaters.push(deflater);
    }

    /** How much of its input the last deflater had read when it was last used. */
    long bytesRead() {
        return bytesRead;
    }

    /** From now on every object fails when it is used. */
    void failWith(Error error) {
        failure = error;
    }

    int made() {
        return made;
    }

    int ended() {
        return ended;
    }

    /** Every object lies here or has been ended: no native memory is lost. */
    void assertNothingLeaked() {
        assertEquals(made, ended + inflaters.size() + deflaters.size());
        inflaters.forEach(Inflater::end);
        deflaters.forEach(Deflater::end);
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }

    private final class CountedInflater extends Inflater {
        CountedInflater() {
            super(true);
            made++;
        }

        @Override
        public int inflate(byte[] output, int offset, int length) throws DataFormatException {
            fail();
            return super.inflate(output, offset, length);
        }

        @Override
        public void end() {
            ended++;
            super.end();
        }
    }

    private final class CountedDeflater extends Deflater {
        CountedDeflater() {
            super(Deflater.BEST_SPEED, true);
            made++;
        }

        @Override
        public int deflate(byte[] output, int offset, int length, int flush) {
            fail();
            int count = super.deflate(output, offset, length, flush);
            bytesRead = getBytesRead();
            return count;
        }

        @Override
        public void end() {
            ended++;
            super.end();
        }
    }
}
