package dev.weft.server.outbound;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are sent together: nothing comes between them, and if possible they are written in one call.
 *
 * @param frames one or more
 * @param encoded their bytes, if they were encoded in advance; null otherwise
 * @param size bytes on the wire
 */
public record Packet(List<OutgoingFrame> frames, @Nullable ByteBuffer encoded, int size) {

    /** A single frame. */
    public static Packet of(OutgoingFrame frame) {
        return new Packet(List.of(frame), null, frame.size());
    }

    /** Several frames. */
    static Packet of(List<OutgoingFrame> frames) {
        int size = 0;
        for (OutgoingFrame frame : frames) {
            size += frame.size();
        }
        return new Packet(frames, null, size);
    }

    /** The frames that are left after so many bytes; the first may be the rest of one. */
    List<OutgoingFrame> after(int written) {
        List<OutgoingFrame> left = new ArrayList<>();
        int skip = written;
        for (OutgoingFrame frame : frames) {
            int size = frame.size();
            if (skip < size) {
                left.add(skip == 0 ? frame : frame.after(skip));
            }
            skip = Math.max(0, skip - size);
        }
        return left;
    }

    /** The bytes as buffers of the caller's own, to be written one after the other. */
    ByteBuffer[] buffers() {
        if (encoded != null) {
            return new ByteBuffer[] {encoded.duplicate()};
        }
        if (size > Cork.SIZE) {
            return gathered();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (OutgoingFrame frame : frames) {
            frame.encodeTo(bytes);
        }
        return new ByteBuffer[] {bytes.flip()};
    }

    /** Long payloads are not copied. */
    private ByteBuffer[] gathered() {
        ByteBuffer[] all = new ByteBuffer[2 * frames.size()];
        for (int i = 0; i < frames.size(); i++) {
            OutgoingFrame frame = frames.get(i);
            ByteBuffer header =
                    ByteBuffer.allocate(frame.size() - frame.payload().remaining());
            frame.encodeHeaderTo(header);
            all[2 * i] = header.flip();
            all[2 * i + 1] = frame.payload().duplicate();
        }
        return all;
    }
}
