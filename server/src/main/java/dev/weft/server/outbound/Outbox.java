package dev.weft.server.outbound;

import dev.weft.engine.frame.Opcode;
import dev.weft.engine.session.CloseState;
import dev.weft.server.config.SlowClient;
import dev.weft.server.resource.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is sent on one open connection goes through here: the only writer of its socket.
 *
 * <p>Whoever finds nobody writing becomes the writer, lets go of the lock, and writes; whoever comes meanwhile leaves a
 * frame in the bounded queue, or waits for room in it. The writer hands what was queued meanwhile to a short-lived
 * virtual thread, so that no sender works for the others. The lock is never held while the socket is written.
 *
 * <p>While {@link #cork corked}, frames of the connection's own thread are collected and written with the last of them,
 * in one system call. Anybody else's frame takes them along, so the order of events is kept. A Close is the last frame.
 */
public final class Outbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final SocketWriter socket;
    private final OutboxSettings settings;

    /** What becomes of a frame when its turn to be written comes; frames are given to it in the order of the wire. */
    private final UnaryOperator<OutgoingFrame> wire;

    /** Frames of the owner that wait for the end of the batch; the next writer takes them along, first. */
    private final Cork cork;

    /** Frames that came while somebody wrote; made when that first happens. */
    private @Nullable SendQueue queue;

    /** Signalled when a write ends; made when somebody first waits. */
    private @Nullable Condition progress;

    // Changed under the lock, read also without.
    private volatile CloseState state = CloseState.OPEN;
    private volatile boolean broken;

    private int dropped;
    private boolean writing;

    /**
     * Makes the outbox of a connection.
     *
     * @param owner the connection's virtual thread, the only one whose frames are corked
     * @param wire what becomes of a frame when it is written; never makes it longer
     */
    public Outbox(SocketWriter socket, Thread owner, OutboxSettings settings, UnaryOperator<OutgoingFrame> wire) {
        this.socket = socket;
        this.settings = settings;
        this.cork = new Cork(owner, settings.corks());
        this.wire = wire;
    }

    /** Collects the owner's frames from now on. Owner only. */
    public void cork() {
        cork.switchOn();
    }

    /** Collects no more; what was collected goes with the next frame or {@link #flush}. Owner only. */
    public void uncork() {
        cork.switchOff();
    }

    /** Sends a data frame; waits for room, as long as the peer takes something. */
    public SendOutcome send(OutgoingFrame frame) {
        ByteBuffer held;
        lock.lock();
        try {
            if (writing) {
                awaitRoom();
            }
            if (!maySend()) {
                return SendOutcome.CLOSED;
            }
            if (writing) {
                return queue().add(frame);
            }
            if (corked(frame)) {
                return SendOutcome.ACCEPTED;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        write(held, frame);
        return SendOutcome.ACCEPTED;
    }

    /** Queues a data frame without blocking. */
    public SendOutcome offer(OutgoingFrame frame) {
        lock.lock();
        try {
            if (!maySend()) {
                return SendOutcome.CLOSED;
            }
            if (writing && !queue().hasRoom()) {
                return full();
            }
            if (!writing && corked(frame)) {
                return SendOutcome.ACCEPTED;
            }
            SendOutcome outcome = queue().add(frame);
            startDrain();
            return outcome;
        } finally {
            lock.unlock();
        }
    }

    /** Sends a pong, before the data that waits. Blocks only if nobody else writes. */
    public void pong(byte[] payload) {
        OutgoingFrame frame = OutgoingFrame.plain(Opcode.PONG, ByteBuffer.wrap(payload));
        ByteBuffer held;
        lock.lock();
        try {
            if (writing && maySend()) {
                queue().addControl(frame);
            }
            if (writing || !maySend() || corked(frame)) {
                return;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        write(held, frame);
    }

    /** Queues an empty ping; false if that would mean to wait, even for the lock. */
    public boolean ping() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (maySend()) {
                queue().addControl(OutgoingFrame.plain(Opcode.PING, ByteBuffer.allocate(0)));
                startDrain();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Queues the Close, after everything accepted before it. Never blocks. False if one was sent already. */
    public boolean close(byte[] payload) {
        lock.lock();
        try {
            if (broken || state.sent() == state) {
                return false;
            }
            state = state.sent();
            queue().addClose(OutgoingFrame.plain(Opcode.CLOSE, ByteBuffer.wrap(payload)));
            startDrain();
            signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes note of the peer's Close: data is refused from now on. True if this side had sent its own before. */
    public boolean closeReceived() {
        lock.lock();
        try {
            state = state.received();
            signal();
            return state == CloseState.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was collected; blocks. Owner only, who alone collects. */
    public void flush() {
        if (cork.isEmpty()) {
            return;
        }
        ByteBuffer held;
        lock.lock();
        try {
            if (writing || cork.isEmpty()) {
                return;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        write(held, null);
    }

    /** Has another thread write what was collected, and collects no more. Never blocks. */
    public void flushLater() {
        lock.lock();
        try {
            cork.switchOff();
            if (!cork.isEmpty()) {
                startDrain();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was accepted is written, or cannot be. */
    public void awaitWritten() {
        lock.lock();
        try {
            while (writing && !broken) {
                progress().awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives up: nothing more is accepted or written, and whoever waits is told. */
    public void fail() {
        lock.lock();
        try {
            broken = true;
            if (queue != null) {
                queue.clear();
            }
            cork.discard();
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether data may be sent. */
    public boolean isOpen() {
        return maySend();
    }

    /** Tells what its writes say of the peer. */
    public SocketWriter socket() {
        return socket;
    }

    /** How many messages were dropped because the peer read too slowly; to be asked after {@link #fail}. */
    public int dropped() {
        return dropped;
    }

    // What follows is called under the lock.

    private boolean maySend() {
        return state.maySend() && !broken;
    }

    private SendOutcome full() {
        if (settings.slowClient() == SlowClient.CLOSE) {
            return SendOutcome.TOO_SLOW;
        }
        dropped++;
        return SendOutcome.DROPPED;
    }

    /** Leaves the frame with the owner's others, if that is on and there is room. */
    private boolean corked(OutgoingFrame frame) {
        if (!cork.takes(frame.size())) {
            return false;
        }
        cork.add(wire.apply(frame));
        return true;
    }

    /** Makes the caller the writer, and gives it what was collected. */
    private @Nullable ByteBuffer becomeWriter() {
        writing = true;
        return cork.take();
    }

    /** Makes another thread the writer of what waits, unless there is one. */
    private void startDrain() {
        if (!writing) {
            ByteBuffer held = becomeWriter();
            try {
                VirtualThreads.start(() -> drain(held));
            } catch (Throwable noMemory) {
                // Whoever sends next is the writer.
                writing = false;
                cork.putBack(held);
                throw noMemory;
            }
        }
    }

    /** Waits without a limit of its own: the watchdog aborts a connection whose writer makes no progress. */
    private void awaitRoom() {
        while (writing && maySend() && !queue().hasRoom()) {
            // Only room or the end of the connection ends this wait: a frame dropped here would be a gap.
            progress().awaitUninterruptibly();
        }
    }

    private SendQueue queue() {
        if (queue == null) {
            queue = new SendQueue(settings.queueSize(), settings.budget());
        }
        return queue;
    }

    private Condition progress() {
        if (progress == null) {
            progress = lock.newCondition();
        }
        return progress;
    }

    private void signal() {
        if (progress != null) {
            progress.signalAll();
        }
    }

    // What follows is called by the writer, without the lock.

    /** Writes what was collected and this frame; what was queued meanwhile goes to another thread. */
    private void write(@Nullable ByteBuffer held, @Nullable OutgoingFrame frame) {
        try {
            FrameWriter.write(socket, held, frame == null ? null : wire.apply(frame));
        } catch (IOException | RuntimeException | Error lost) {
            lost(lost);
        } finally {
            cork.giveBack(held);
            hasWritten();
        }
    }

    private void hasWritten() {
        lock.lock();
        try {
            writing = false;
            if (queue != null && !queue.isEmpty() && !broken) {
                startDrain();
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was collected and what is queued, until nothing is. */
    private void drain(@Nullable ByteBuffer held) {
        ByteBuffer staging = null;
        try {
            staging = settings.corks().borrow();
            FrameWriter.write(socket, held, null);
            for (List<OutgoingFrame> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                FrameWriter.writeAll(socket, staging, batch, wire);
            }
        } catch (IOException | RuntimeException | Error lost) {
            lost(lost);
            nextBatch();
        } finally {
            cork.giveBack(staging);
            cork.giveBack(held);
        }
    }

    /** The peer is gone, there is no memory, or a mistake of ours: the stream may have a gap, and must not go on. */
    private void lost(Throwable why) {
        fail();
        socket.abort(why);
    }

    /** What to write next; empty, and nobody is the writer any more, if nothing waits. */
    private List<OutgoingFrame> nextBatch() {
        lock.lock();
        try {
            List<OutgoingFrame> batch = broken ? List.of() : queue().takeAll();
            writing = !batch.isEmpty();
            signal();
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
