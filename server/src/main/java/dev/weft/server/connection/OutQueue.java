package dev.weft.server.connection;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait while somebody else writes, bounded in bytes and number: pongs and pings first, then data in order
 * of arrival, then the Close. Used under the outbox's lock.
 */
final class OutQueue {

    /** Why 1,024? Bytes alone would let empty messages pile up. */
    private static final int MAX_FRAMES = 1024;

    /**
     * Why 32? RFC 6455 5.5.3 lets an endpoint "elect to send a Pong frame for only the most recently processed Ping
     * frame"; as long as the peer reads, each one is answered.
     */
    private static final int MAX_CONTROLS = 32;

    private final int maxBytes;
    private final MemoryBudget budget;
    private final ArrayDeque<Frame> data = new ArrayDeque<>(4);
    private final ArrayDeque<Frame> controls = new ArrayDeque<>(2);
    private @Nullable Frame close;

    /** Of all data that is queued or being written. */
    private int bytes;

    private int bytesBeingWritten;

    OutQueue(int maxBytes, MemoryBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** Whether one more data frame may come; one that is larger than the whole queue may, when it is empty enough. */
    boolean hasRoom() {
        return bytes < maxBytes && data.size() < MAX_FRAMES;
    }

    /** Adds a data frame; nothing changes if the server's memory budget is used up. */
    Sending add(Frame frame) {
        if (!budget.take(frame.size())) {
            return Sending.NO_MEMORY;
        }
        bytes += frame.size();
        data.addLast(frame);
        return Sending.ACCEPTED;
    }

    /** Adds a ping or a pong. */
    void addControl(Frame frame) {
        if (controls.size() == MAX_CONTROLS) {
            controls.removeFirst();
        }
        controls.addLast(frame);
    }

    void addClose(Frame frame) {
        close = frame;
    }

    boolean isEmpty() {
        return data.isEmpty() && controls.isEmpty() && close == null;
    }

    /** Takes all that is queued, to be written; what was taken before counts as written. */
    List<Frame> takeAll() {
        bytes -= bytesBeingWritten;
        budget.giveBack(bytesBeingWritten);
        bytesBeingWritten = bytes;
        ArrayDeque<Frame> batch = new ArrayDeque<>(controls);
        batch.addAll(data);
        if (close != null) {
            batch.addLast(close);
        }
        clearFrames();
        return List.copyOf(batch);
    }

    void clear() {
        clearFrames();
        budget.giveBack(bytes);
        bytes = 0;
        bytesBeingWritten = 0;
    }

    private void clearFrames() {
        controls.clear();
        data.clear();
        close = null;
    }
}
