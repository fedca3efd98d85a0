package dev.weft.server.outbound;

import dev.weft.engine.frame.Opcode;
import dev.weft.engine.session.CloseState;
import dev.weft.server.resource.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The only writer of a connection's socket: everything sent on the open connection goes through it.
 *
 * <p>A sender that finds no thread writing becomes the writer, releases the lock, and writes; any other sender leaves
 * its frame in the bounded queue, or waits for room in it. The writer hands the frames queued meanwhile to a
 * short-lived virtual thread, so that no sender works for the others. The lock is never held while the socket is
 * written.
 *
 * <p>While {@link #cork corked}, frames of the connection's own thread are collected and written with the last of them,
 * in one system call. A frame of any other thread takes them along, so the order of events is kept. A Close is the last
 * frame.
 */
public final class Outbox {

    private final ReentrantLock lock = new ReentrantLock();
    private final SocketWriter socket;
    private final FrameWriter frames;
    private final OutboxSettings settings;

    /** Transforms each frame just before it is written; called in the order of the wire. */
    private final UnaryOperator<OutgoingFrame> wire;

    /** Frames of the owner that wait for the end of the batch; the next writer writes them first. */
    private final Cork cork;

    /** Frames sent while another thread was writing; created when that first happens. */
    private @Nullable SendQueue queue;

    /** Signalled when a write ends. */
    private final LazyCondition progress = new LazyCondition(lock);

    // Changed under the lock, also read without it.
    private volatile CloseState state = CloseState.OPEN;
    private volatile boolean broken;

    private boolean writing;

    /**
     * Makes the outbox of a connection.
     *
     * @param owner the connection's virtual thread, the only one whose frames are corked
     * @param wire transforms a frame when it is written; never makes it longer
     */
    public Outbox(SocketWriter socket, Thread owner, OutboxSettings settings, UnaryOperator<OutgoingFrame> wire) {
        this.socket = socket;
        this.frames = new FrameWriter(socket, wire);
        this.settings = settings;
        this.cork = new Cork(owner, settings.corks());
        this.wire = wire;
    }

    /** Collects the owner's frames from now on. Owner only. */
    public void cork() {
        cork.switchOn();
    }

    /** Stops collecting; the collected frames are written with the next frame or by {@link #flush}. Owner only. */
    public void uncork() {
        cork.switchOff();
    }

    /** Sends a message; waits for room as long as the peer accepts data. */
    public SendOutcome send(OutgoingFrame frame) {
        return send(Packet.of(frame));
    }

    /** Sends messages; waits for room as long as the peer accepts data. */
    public SendOutcome send(Packet packet) {
        ByteBuffer held;
        lock.lock();
        try {
            if (writing) {
                awaitRoom();
            }
            if (!isOpen()) {
                return SendOutcome.CLOSED;
            }
            if (writing) {
                return queue().add(packet);
            }
            if (cork.collect(packet, wire)) {
                return SendOutcome.ACCEPTED;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        write(held, packet);
        return SendOutcome.ACCEPTED;
    }

    /** Sends a message without blocking: at once, or later if the peer is slow. */
    public SendOutcome offer(OutgoingFrame frame) {
        return offer(Packet.of(frame), Overflow.Rule.AS_SET);
    }

    /** Sends messages without blocking: at once if the peer takes them, or later. */
    public SendOutcome offer(Packet packet, Overflow overflow) {
        ByteBuffer held;
        lock.lock();
        try {
            if (!isOpen()) {
                return SendOutcome.CLOSED;
            }
            if (writing) {
                return queue().offer(packet, overflow);
            }
            if (cork.collect(packet, wire)) {
                return SendOutcome.ACCEPTED;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        return writeNow(held, packet);
    }

    /** Sends a pong, ahead of queued data. Blocks only if no other thread is writing. */
    public void pong(byte[] payload) {
        OutgoingFrame frame = OutgoingFrame.plain(Opcode.PONG, ByteBuffer.wrap(payload));
        ByteBuffer held;
        lock.lock();
        try {
            if (writing && isOpen()) {
                queue().addControl(frame);
            }
            if (writing || !isOpen() || cork.collect(Packet.of(frame), wire)) {
                return;
            }
            held = becomeWriter();
        } finally {
            lock.unlock();
        }
        write(held, Packet.of(frame));
    }

    /** Queues an empty ping; false if that would have to wait, even for the lock. */
    public boolean ping() {
        if (!lock.tryLock()) {
            return false;
        }
        try {
            if (isOpen()) {
                queue().addControl(OutgoingFrame.plain(Opcode.PING, ByteBuffer.allocate(0)));
                startDrain();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Queues the Close, after everything accepted before it. Never blocks. False if a Close was sent already. */
    public boolean close(byte[] payload) {
        lock.lock();
        try {
            if (broken || state.sent() == state) {
                return false;
            }
            state = state.sent();
            queue().addClose(OutgoingFrame.plain(Opcode.CLOSE, ByteBuffer.wrap(payload)));
            startDrain();
            progress.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Records the peer's Close: data is refused from now on. True if this side had sent its own before. */
    public boolean closeReceived() {
        lock.lock();
        try {
            state = state.received();
            progress.signal();
            return state == CloseState.CLOSED;
        } finally {
            lock.unlock();
        }
    }

    /** Writes the collected frames; blocks. Owner only. */
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

    /** Makes another thread write the collected frames, and stops collecting. Never blocks. */
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

    /** Waits until every accepted frame is written, or cannot be. */
    public void awaitWritten() {
        lock.lock();
        try {
            progress.awaitWhile(() -> writing && !broken);
        } finally {
            lock.unlock();
        }
    }

    /** Gives up: nothing more is accepted or written, and waiting threads are woken. */
    public void fail() {
        lock.lock();
        try {
            broken = true;
            if (queue != null) {
                queue.clear();
            }
            cork.discard();
            progress.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether data may be sent. */
    public boolean isOpen() {
        return state.maySend() && !broken;
    }

    /** The socket writer, which knows what its writes reveal about the peer. */
    public SocketWriter socket() {
        return socket;
    }

    /** How many messages were dropped because the peer read too slowly; after {@link #fail}. */
    public int dropped() {
        return queue == null ? 0 : queue.dropped();
    }

    // The following methods are called under the lock.

    /** Makes the caller the writer, and returns the collected frames. */
    private @Nullable ByteBuffer becomeWriter() {
        writing = true;
        return cork.take();
    }

    /** Makes another thread the writer of waiting frames, unless there is a writer. */
    private void startDrain() {
        if (!writing) {
            ByteBuffer held = becomeWriter();
            try {
                VirtualThreads.start(() -> drain(held));
            } catch (Throwable noMemory) {
                // The next sender becomes the writer.
                writing = false;
                cork.putBack(held);
                throw noMemory;
            }
        }
    }

    /**
     * Waits without a limit of its own: the watchdog aborts a connection whose writer makes no progress. Only room or the
     * end of the connection ends this wait: a frame dropped here would be a gap.
     */
    private void awaitRoom() {
        progress.awaitWhile(() -> writing && isOpen() && !queue().hasRoom());
    }

    private SendQueue queue() {
        if (queue == null) {
            queue = new SendQueue(settings);
        }
        return queue;
    }

    // The following methods are called by the writer, without the lock.

    /** Writes the collected frames and these; frames queued meanwhile are left to another thread. */
    private void write(@Nullable ByteBuffer held, @Nullable Packet packet) {
        try {
            frames.write(held, packet);
        } catch (IOException | RuntimeException | Error lost) {
            lost(lost);
        } finally {
            cork.giveBack(held);
            hasWritten();
        }
    }

    /** The same without waiting: what the peer does not take at once is left to another thread, too. */
    private SendOutcome writeNow(@Nullable ByteBuffer held, Packet packet) {
        boolean goesOn = false;
        try {
            List<OutgoingFrame> left = frames.writeNow(held, packet);
            if (!left.isEmpty()) {
                putFirst(left);
                VirtualThreads.start(() -> drain(null));
                goesOn = true;
            }
            return SendOutcome.ACCEPTED;
        } catch (IOException | RuntimeException | Error lost) {
            lost(lost);
            return SendOutcome.CLOSED;
        } finally {
            cork.giveBack(held);
            if (!goesOn) {
                hasWritten();
            }
        }
    }

    private void putFirst(List<OutgoingFrame> left) throws IOException {
        lock.lock();
        try {
            // Nobody would give back what is taken after the end.
            if (broken || !queue().putFirst(left)) {
                throw new IOException("the rest of a frame cannot wait");
            }
        } finally {
            lock.unlock();
        }
    }

    private void hasWritten() {
        lock.lock();
        try {
            writing = false;
            if (queue != null && !queue.isEmpty() && !broken) {
                startDrain();
            }
        } finally {
            progress.signal();
            lock.unlock();
        }
    }

    /** Writes the collected and the queued frames, until none are left. */
    private void drain(@Nullable ByteBuffer held) {
        ByteBuffer staging = null;
        try {
            staging = settings.corks().borrow();
            frames.write(held, null);
            for (List<OutgoingFrame> batch = nextBatch(); !batch.isEmpty(); batch = nextBatch()) {
                frames.writeAll(staging, batch);
            }
        } catch (IOException | RuntimeException | Error lost) {
            lost(lost);
            nextBatch();
        } finally {
            cork.giveBack(staging);
            cork.giveBack(held);
        }
    }

    /** The stream may have a gap now, and must end. */
    private void lost(Throwable why) {
        fail();
        socket.abort(why);
    }

    /** The frames to write next; if none wait, this is empty and there is no writer any more. */
    private List<OutgoingFrame> nextBatch() {
        lock.lock();
        try {
            List<OutgoingFrame> batch = broken ? List.of() : queue().takeAll();
            writing = !batch.isEmpty();
            progress.signal();
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
