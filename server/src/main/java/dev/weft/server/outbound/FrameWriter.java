package dev.weft.server.outbound;

import dev.weft.engine.frame.FrameEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes frames with as few system calls as their sizes allow: short ones are combined, long ones are not copied. */
final class FrameWriter {

    private FrameWriter() {}

    /** Writes encoded frames, if there are any, and then a frame, if there is one. */
    static void write(SocketWriter socket, @Nullable ByteBuffer encoded, @Nullable OutgoingFrame frame)
            throws IOException {
        if (frame == null) {
            if (encoded != null) {
                socket.write(encoded.flip());
            }
        } else if (frame.size() > Cork.SIZE) {
            writeLong(socket, encoded, frame);
        } else {
            ByteBuffer bytes = ByteBuffer.allocate(frame.size());
            frame.encodeTo(bytes);
            writeBoth(socket, encoded, bytes.flip());
        }
    }

    /**
     * Applies the wire step to each frame in turn and writes the results, the short ones through the given empty
     * buffer.
     */
    static void writeAll(
            SocketWriter socket, ByteBuffer staging, List<OutgoingFrame> frames, UnaryOperator<OutgoingFrame> wire)
            throws IOException {
        for (OutgoingFrame queued : frames) {
            OutgoingFrame frame = wire.apply(queued);
            if (frame.size() <= staging.remaining()) {
                frame.encodeTo(staging);
            } else if (frame.size() <= staging.capacity()) {
                socket.write(staging.flip());
                frame.encodeTo(staging.clear());
            } else {
                writeLong(socket, staging, frame);
                staging.clear();
            }
        }
        if (staging.position() > 0) {
            socket.write(staging.flip());
            staging.clear();
        }
    }

    private static void writeLong(SocketWriter socket, @Nullable ByteBuffer encoded, OutgoingFrame frame)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(FrameEncoder.MAX_HEADER_LENGTH);
        frame.encodeHeaderTo(header);
        header.flip();
        if (encoded == null) {
            socket.write(header, frame.payload());
        } else {
            socket.write(encoded.flip(), header, frame.payload());
        }
    }

    private static void writeBoth(SocketWriter socket, @Nullable ByteBuffer encoded, ByteBuffer bytes)
            throws IOException {
        if (encoded == null) {
            socket.write(bytes);
        } else {
            socket.write(encoded.flip(), bytes);
        }
    }
}
