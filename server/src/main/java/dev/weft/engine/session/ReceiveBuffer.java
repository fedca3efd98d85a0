package dev.weft.engine.session;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The received bytes that are not decoded yet, in a small array of the connection's own, or in a large one from the
 * pool while traffic is heavy; so an idle connection holds next to nothing.
 */
final class ReceiveBuffer {

    /**
     * Why 136? The longest unit that must be complete before it is decoded is a control frame, 6 + 125 bytes; and a
     * short chat message should fit.
     */
    static final int SMALL = 136;

    /** Why 8? Heavy traffic has pauses; returning and borrowing the array for each would cost a read each time. */
    private static final int CALM_READS = 8;

    private final BufferPool pool;
    private byte @Nullable [] lent;
    private byte[] bytes = new byte[SMALL];
    private byte[] small = bytes;
    private int start;
    private int end;
    private boolean wasFull;
    private int calmReads;

    ReceiveBuffer(BufferPool pool) {
        this.pool = pool;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    boolean isEmpty() {
        return start == end;
    }

    void consumed(int count) {
        start += count;
    }

    /** Room for the next read; never empty while this holds less than {@link #SMALL} bytes. */
    ByteBuffer space() {
        if (wasFull) {
            enlarge();
        } else if (calmReads >= CALM_READS && end - start < SMALL) {
            shrink();
        }
        compact();
        return ByteBuffer.wrap(bytes, end, bytes.length - end);
    }

    /** Records a read into {@link #space}. */
    void received(int count) {
        end += count;
        wasFull = end == bytes.length;
        calmReads = end - start <= SMALL ? calmReads + 1 : 0;
    }

    /** Takes bytes that were read elsewhere, such as frames in the same segment as the request. */
    void append(ByteBuffer more) {
        compact();
        if (bytes.length - end < more.remaining()) {
            bytes = Arrays.copyOf(bytes, end + more.remaining());
        }
        int count = more.remaining();
        more.get(bytes, end, count);
        received(count);
    }

    /** Forgets what it holds. */
    void clear() {
        start = end;
        wasFull = false;
    }

    /** Gives back what was lent. Nothing can be received afterwards. */
    void release() {
        clear();
        shrink();
    }

    private void compact() {
        if (start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
        }
    }

    private void enlarge() {
        wasFull = false;
        calmReads = 0;
        byte[] larger = lent == null ? pool.borrow() : null;
        if (larger != null) {
            lent = larger;
            move(larger);
        }
    }

    private void shrink() {
        calmReads = 0;
        if (bytes.length > SMALL) {
            move(small);
            byte[] back = lent;
            // Cleared first, so that it is given back only once, whatever the pool does.
            lent = null;
            if (back != null) {
                pool.giveBack(back);
            }
        }
    }

    private void move(byte[] target) {
        System.arraycopy(bytes, start, target, 0, end - start);
        end -= start;
        start = 0;
        bytes = target;
    }
}
