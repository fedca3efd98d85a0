package dev.weft.server.outbound;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.config.SlowClient;
import dev.weft.server.resource.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait while another thread writes, bounded by the memory that they hold. They leave in this order: the
 * rest of a frame that has begun, pongs and pings, data in order of arrival, the newest messages of those that replace
 * each other, in no particular order, and the Close. Used under the outbox's lock.
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

    private final OutboxSettings settings;
    private final MemoryBudget budget;
    private final ArrayDeque<OutgoingFrame> data = new ArrayDeque<>(4);
    private final ArrayDeque<OutgoingFrame> controls = new ArrayDeque<>(2);

    /** The rest of a frame that has begun; no other frame may come before it. */
    private @Nullable OutgoingFrame begun;

    /** Messages that replace each other, of which there are few; created when there first is one. */
    private List<Replaceable> replaceable = List.of();

    private @Nullable OutgoingFrame close;

    /** The weight of all data that is queued or being written. */
    private long dataWeight;

    private long dataBeingWritten;

    /** Their memory is given back when the next are taken. */
    private List<OutgoingFrame> beingWritten = List.of();

    private int dropped;

    /** The newest message with this key. */
    private record Replaceable(Object key, List<OutgoingFrame> frames) {}

    SendQueue(OutboxSettings settings) {
        this.settings = settings;
        this.budget = settings.budget();
    }

    /** The memory that a frame holds while it waits. */
    static long weight(OutgoingFrame frame) {
        return (long) frame.size() + FRAME_OVERHEAD;
    }

    /** Whether more data may be added; a packet larger than the whole queue may, if the queue is empty enough. */
    boolean hasRoom() {
        return dataWeight < settings.queueSize();
    }

    /** Adds data frames; nothing changes if the server's memory budget is used up. */
    SendOutcome add(Packet packet) {
        int size = packet.frames().size();
        int added = 0;
        try {
            while (added < size && addData(packet.frames().get(added))) {
                added++;
            }
        } finally {
            if (added < size) {
                removeLastData(added);
            }
        }
        return added == size ? SendOutcome.ACCEPTED : SendOutcome.NO_MEMORY;
    }

    /** The queue grows first: where the heap has no room for that, nothing has been taken from the budget. */
    private boolean addData(OutgoingFrame frame) {
        data.addLast(frame);
        if (!take(frame)) {
            data.removeLast();
            return false;
        }
        dataWeight += weight(frame);
        return true;
    }

    private void removeLastData(int count) {
        for (int i = 0; i < count; i++) {
            OutgoingFrame frame = data.removeLast();
            dataWeight -= weight(frame);
            giveBack(frame);
        }
    }

    /** Adds data frames, or does what is to be done if there is no room. */
    SendOutcome offer(Packet packet, Overflow overflow) {
        if (overflow instanceof Overflow.Replace replacing) {
            return replace(replacing.key(), packet);
        }
        if (hasRoom()) {
            return add(packet);
        }
        if (overflow == Overflow.Rule.CLOSE || settings.slowClient() == SlowClient.CLOSE) {
            return SendOutcome.TOO_SLOW;
        }
        dropped++;
        return SendOutcome.DROPPED;
    }

    /** How many packets were dropped for lack of room. */
    int dropped() {
        return dropped;
    }

    private SendOutcome replace(Object key, Packet packet) {
        if (replaceable.isEmpty()) {
            replaceable = new ArrayList<>(2);
        }
        removeReplaceable(key);
        replaceable.add(new Replaceable(key, packet.frames()));
        if (!takeAll(packet.frames())) {
            replaceable.removeLast();
            return SendOutcome.NO_MEMORY;
        }
        return SendOutcome.ACCEPTED;
    }

    private void removeReplaceable(Object key) {
        for (int i = 0; i < replaceable.size(); i++) {
            if (replaceable.get(i).key().equals(key)) {
                giveBack(replaceable.remove(i).frames());
                return;
            }
        }
    }

    /** Puts what is left of a write before everything else; false if the server's memory budget is used up. */
    boolean putFirst(List<OutgoingFrame> left) {
        for (int i = left.size() - 1; i >= 0; i--) {
            if (!putFirst(left.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean putFirst(OutgoingFrame frame) {
        if (frame.isRest()) {
            if (!take(frame)) {
                return false;
            }
            begun = frame;
        } else {
            data.addFirst(frame);
            if (!take(frame)) {
                data.removeFirst();
                return false;
            }
        }
        dataWeight += weight(frame);
        return true;
    }

    /** Adds a ping or a pong, in place of older ones if there are too many or no memory is left. */
    void addControl(OutgoingFrame frame) {
        if (controls.size() == MAX_CONTROLS) {
            giveBack(controls.removeFirst());
        }
        controls.addLast(frame);
        while (!take(frame)) {
            OutgoingFrame oldest = controls.removeFirst();
            if (controls.isEmpty()) {
                return;
            }
            giveBack(oldest);
        }
    }

    void addClose(OutgoingFrame frame) {
        close = frame;
    }

    boolean isEmpty() {
        return begun == null && data.isEmpty() && controls.isEmpty() && replaceable.isEmpty() && close == null;
    }

    /** Takes all queued frames, to be written; those taken before count as written. */
    List<OutgoingFrame> takeAll() {
        dataWeight -= dataBeingWritten;
        dataBeingWritten = dataWeight;
        giveBack(beingWritten);
        beingWritten = List.of();
        List<OutgoingFrame> batch = all();
        clearFrames();
        beingWritten = batch;
        return batch;
    }

    /** Gives all memory back; takes none, not even for an iterator. */
    void clear() {
        giveBack(beingWritten);
        beingWritten = List.of();
        if (begun != null) {
            giveBack(begun);
        }
        giveBack(controls);
        giveBack(data);
        for (int i = 0; i < replaceable.size(); i++) {
            giveBack(replaceable.get(i).frames());
        }
        clearFrames();
        dataWeight = 0;
        dataBeingWritten = 0;
    }

    private List<OutgoingFrame> all() {
        List<OutgoingFrame> all = new ArrayList<>(controls.size() + data.size() + 2);
        if (begun != null) {
            all.add(begun);
        }
        all.addAll(controls);
        all.addAll(data);
        replaceable.forEach(newest -> all.addAll(newest.frames()));
        if (close != null) {
            all.add(close);
        }
        return all;
    }

    /** Takes the memory of all the frames from the budget, or of none. */
    private boolean takeAll(List<OutgoingFrame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (!take(frames.get(i))) {
                for (int taken = 0; taken < i; taken++) {
                    giveBack(frames.get(taken));
                }
                return false;
            }
        }
        return true;
    }

    private boolean take(OutgoingFrame frame) {
        SharedMemory shared = frame.shared();
        if (shared == null) {
            return budget.take(weight(frame));
        }
        if (!budget.take(FRAME_OVERHEAD)) {
            return false;
        }
        boolean held = shared.hold(budget);
        if (!held) {
            budget.giveBack(FRAME_OVERHEAD);
        }
        return held;
    }

    private void giveBack(ArrayDeque<OutgoingFrame> frames) {
        for (OutgoingFrame next = frames.pollFirst(); next != null; next = frames.pollFirst()) {
            giveBack(next);
        }
    }

    private void giveBack(List<OutgoingFrame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            giveBack(frames.get(i));
        }
    }

    private void giveBack(OutgoingFrame frame) {
        SharedMemory shared = frame.shared();
        if (shared != null) {
            budget.giveBack(FRAME_OVERHEAD);
            shared.letGo(budget);
        } else if (frame.opcode() != Opcode.CLOSE) {
            // A Close is accepted even if there is no memory left.
            budget.giveBack(weight(frame));
        }
    }

    private void clearFrames() {
        begun = null;
        controls.clear();
        data.clear();
        replaceable = List.of();
        close = null;
    }
}
