package dev.weft.server.outbound;

import dev.weft.engine.frame.FrameEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames with as few system calls as their sizes allow: short ones are combined, long ones are not copied. One
 * writer at a time.
 */
final class FrameWriter {

    private final SocketWriter socket;
    private final UnaryOperator<OutgoingFrame> wire;

    /**
     * Makes a writer.
     *
     * @param wire applied to each frame in turn just before it is written
     */
    FrameWriter(SocketWriter socket, UnaryOperator<OutgoingFrame> wire) {
        this.socket = socket;
        this.wire = wire;
    }

    /** Writes encoded frames, if there are any, and then a packet, if there is one. */
    void write(@Nullable ByteBuffer encoded, @Nullable Packet packet) throws IOException {
        if (packet != null) {
            socket.write(both(encoded, transformed(packet).buffers()));
        } else if (encoded != null) {
            socket.write(encoded.flip());
        }
    }

    /** Does the same without waiting; returns what is left to be written, in order, the first perhaps half of a frame. */
    List<OutgoingFrame> writeNow(@Nullable ByteBuffer encoded, Packet packet) throws IOException {
        Packet transformed = transformed(packet);
        ByteBuffer[] buffers = transformed.buffers();
        if (socket.writeNow(both(encoded, buffers))) {
            return List.of();
        }
        int left = 0;
        for (ByteBuffer buffer : buffers) {
            left += buffer.remaining();
        }
        List<OutgoingFrame> frames = transformed.after(transformed.size() - left);
        if (encoded != null && encoded.hasRemaining()) {
            frames.add(0, OutgoingFrame.rest(copy(encoded)));
        }
        return isPlain() ? frames : List.of(joined(frames));
    }

    /** Writes the frames, the short ones through the given empty buffer. */
    void writeAll(ByteBuffer staging, List<OutgoingFrame> frames) throws IOException {
        for (OutgoingFrame queued : frames) {
            OutgoingFrame frame = wire.apply(queued);
            if (frame.size() <= staging.remaining()) {
                frame.encodeTo(staging);
            } else if (frame.size() <= staging.capacity()) {
                socket.write(staging.flip());
                frame.encodeTo(staging.clear());
            } else {
                writeLong(staging, frame);
                staging.clear();
            }
        }
        if (staging.position() > 0) {
            socket.write(staging.flip());
            staging.clear();
        }
    }

    private void writeLong(ByteBuffer encoded, OutgoingFrame frame) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FrameEncoder.MAX_HEADER_LENGTH);
        frame.encodeHeaderTo(header);
        socket.write(encoded.flip(), header.flip(), frame.payload().duplicate());
    }

    /** The packet as this connection gets it. */
    private Packet transformed(Packet packet) {
        return isPlain() ? packet : Packet.of(packet.frames().stream().map(wire).toList());
    }

    /** Whether frames are written as they are. */
    // Compared by identity: what changes nothing is one particular function.
    @SuppressWarnings("ReferenceEquality")
    private boolean isPlain() {
        return wire == FrameFactory.AS_IT_IS;
    }

    /** The bytes of these frames, which are not to be transformed again. */
    private static OutgoingFrame joined(List<OutgoingFrame> frames) {
        Packet packet = Packet.of(frames);
        ByteBuffer bytes = ByteBuffer.allocate(packet.size());
        packet.frames().forEach(frame -> frame.encodeTo(bytes));
        return OutgoingFrame.rest(bytes.flip());
    }

    private static ByteBuffer[] both(@Nullable ByteBuffer encoded, ByteBuffer[] buffers) {
        if (encoded == null) {
            return buffers;
        }
        ByteBuffer[] all = new ByteBuffer[buffers.length + 1];
        all[0] = encoded.flip();
        System.arraycopy(buffers, 0, all, 1, buffers.length);
        return all;
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
}
