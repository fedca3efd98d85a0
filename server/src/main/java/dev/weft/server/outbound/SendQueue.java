package dev.weft.server.outbound;

import dev.weft.server.resource.MemoryBudget;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait while another thread writes, bounded by the memory that they hold: pongs and pings first, then
 * data in order of arrival, then the Close. Used under the outbox's lock.
 */
final class SendQueue {

    /**
     * Why 128? The frame, its buffer, the buffer's array and the place in this queue took 108 bytes besides the
     * payload, and 131 with 64-bit pointers. Without it, an unlimited number of empty messages could wait.
     */
    static final int FRAME_OVERHEAD = 128;

    /**
     * Why 32? RFC 6455 5.5.3 lets an endpoint "elect to send a Pong frame for only the most recently processed Ping
     * frame"; as long as the peer reads, every ping is answered.
     */
    private static final int MAX_CONTROLS = 32;

    private final int maxBytes;
    private final MemoryBudget budget;
    private final ArrayDeque<OutgoingFrame> data = new ArrayDeque<>(4);
    private final ArrayDeque<OutgoingFrame> controls = new ArrayDeque<>(2);
    private @Nullable OutgoingFrame close;

    /** The weight of all data that is queued or being written. */
    private long dataWeight;

    private long dataBeingWritten;

    /** The bytes taken from the budget for all that is queued or being written. */
    private long taken;

    private long takenBeingWritten;

    SendQueue(int maxBytes, MemoryBudget budget) {
        this.maxBytes = maxBytes;
        this.budget = budget;
    }

    /** The memory that a frame holds while it waits. */
    static long weight(OutgoingFrame frame) {
        return (long) frame.size() + FRAME_OVERHEAD;
    }

    /** Whether another data frame may be added; one larger than the whole queue may, if the queue is empty enough. */
    boolean hasRoom() {
        return dataWeight < maxBytes;
    }

    /** Adds a data frame; nothing changes if the server's memory budget is used up. */
    SendOutcome add(OutgoingFrame frame) {
        if (!take(frame)) {
            return SendOutcome.NO_MEMORY;
        }
        dataWeight += weight(frame);
        data.addLast(frame);
        return SendOutcome.ACCEPTED;
    }

    /** Adds a ping or a pong, in place of older ones if there are too many or no memory is left. */
    void addControl(OutgoingFrame frame) {
        while (controls.size() == MAX_CONTROLS || !take(frame)) {
            if (controls.isEmpty()) {
                return;
            }
            giveBack(weight(controls.removeFirst()));
        }
        controls.addLast(frame);
    }

    void addClose(OutgoingFrame frame) {
        close = frame;
    }

    boolean isEmpty() {
        return data.isEmpty() && controls.isEmpty() && close == null;
    }

    /** Takes all queued frames, to be written; those taken before count as written. */
    List<OutgoingFrame> takeAll() {
        dataWeight -= dataBeingWritten;
        dataBeingWritten = dataWeight;
        giveBack(takenBeingWritten);
        takenBeingWritten = taken;
        ArrayDeque<OutgoingFrame> batch = new ArrayDeque<>(controls);
        batch.addAll(data);
        if (close != null) {
            batch.addLast(close);
        }
        clearFrames();
        return List.copyOf(batch);
    }

    void clear() {
        clearFrames();
        giveBack(taken);
        takenBeingWritten = 0;
        dataWeight = 0;
        dataBeingWritten = 0;
    }

    private boolean take(OutgoingFrame frame) {
        long weight = weight(frame);
        boolean granted = budget.take(weight);
        if (granted) {
            taken += weight;
        }
        return granted;
    }

    private void giveBack(long weight) {
        budget.giveBack(weight);
        taken -= weight;
    }

    private void clearFrames() {
        controls.clear();
        data.clear();
        close = null;
    }
}
