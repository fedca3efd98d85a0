package dev.weft.server.outbound;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Messages for many connections: compressed and encoded once for all that want them in the same way. Thread-safe until
 * it is closed; what waits in queues then is not affected.
 */
public final class SharedFrames implements AutoCloseable {

    /**
     * Why 64 KiB? A hundred short messages fit, and one call copies so much into the kernel's buffer for less than it
     * costs by itself.
     */
    static final int BUFFER_SIZE = 64 * 1024;

    /**
     * A message.
     *
     * @param frame the message as a plain frame
     * @param mark what precedes it for clients that understand marks; null if nothing does
     */
    public record Marked(OutgoingFrame frame, @Nullable String mark) {}

    private final List<Marked> messages;
    private final Pool<ByteBuffer> buffers;
    private final ReentrantLock lock = new ReentrantLock();

    // Changed under the lock; replaced rather than changed, so that it is read without.
    private volatile Map<FrameFactory, Packet> packets = Map.of();

    private final List<ByteBuffer> lent = new ArrayList<>(2);

    /** Shares these messages, one or more, in this order. */
    public SharedFrames(List<Marked> messages, Pool<ByteBuffer> buffers) {
        this.messages = messages;
        this.buffers = buffers;
    }

    /** Makes a pool of what messages are encoded in; direct, so that the socket takes them without another copy. */
    public static Pool<ByteBuffer> pool() {
        return Pool.ofBuffers(() -> ByteBuffer.allocateDirect(BUFFER_SIZE));
    }

    /** The messages as the connections of this factory get them. */
    public Packet packet(FrameFactory factory) {
        Packet known = packets.get(factory);
        return known == null ? encode(factory) : known;
    }

    private Packet encode(FrameFactory factory) {
        lock.lock();
        try {
            Packet known = packets.get(factory);
            if (known != null) {
                return known;
            }
            Packet fresh = encoded(Packet.of(frames(factory)));
            // Factories are few, and the same object for all connections that agreed on the same.
            Map<FrameFactory, Packet> more = new HashMap<>(packets);
            more.put(factory, fresh);
            packets = more;
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    private List<OutgoingFrame> frames(FrameFactory factory) {
        List<OutgoingFrame> frames = new ArrayList<>(2 * messages.size());
        for (Marked message : messages) {
            if (message.mark() != null && factory.isMarked()) {
                frames.add(text(message.mark()).forMany());
            }
            frames.add(factory.frame(message.frame()).forMany());
        }
        return frames;
    }

    /** A text of the server's own. */
    public static OutgoingFrame text(String text) {
        return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Packet encoded(Packet packet) {
        if (packet.size() > BUFFER_SIZE) {
            return packet;
        }
        ByteBuffer bytes = buffers.borrow();
        lent.add(bytes);
        for (OutgoingFrame frame : packet.frames()) {
            frame.encodeTo(bytes);
        }
        return new Packet(packet.frames(), bytes.flip(), packet.size());
    }

    /** Gives the buffers back: no connection may be writing from them any more. */
    @Override
    public void close() {
        lent.forEach(buffers::giveBack);
        lent.clear();
    }
}
