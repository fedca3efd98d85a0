package dev.weft.server.outbound;

import dev.weft.engine.deflate.DeflateOutcome;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.frame.Opcode;
import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frame of a message, compressed if that was agreed on and makes it smaller. It is as thread-safe as its
 * deflater: with context takeover, frames have to be compressed one after the other, in the order of the wire.
 */
public final class FrameFactory {

    /** Leaves every message uncompressed. */
    public static final FrameFactory PLAIN = new FrameFactory(null, false);

    /** The same for clients that understand marks. */
    private static final FrameFactory PLAIN_MARKED = new FrameFactory(null, true);

    /** Leaves every message of a client uncompressed. */
    public static FrameFactory plain(boolean marked) {
        return marked ? PLAIN_MARKED : PLAIN;
    }

    /** Changes no frame. */
    public static final UnaryOperator<OutgoingFrame> AS_IT_IS = UnaryOperator.identity();

    private final @Nullable MessageDeflater deflater;

    private final boolean marked;

    /**
     * Makes a factory for the connections that agreed on the deflater's parameters.
     *
     * @param marked whether their clients understand marks
     */
    public FrameFactory(@Nullable MessageDeflater deflater, boolean marked) {
        this.deflater = deflater;
        this.marked = marked;
    }

    /** The frame of a message, compressed if that was agreed on and makes it smaller. */
    public OutgoingFrame frame(Message message) {
        return frame(plain(message));
    }

    /** The same of a message that is a plain frame already. */
    OutgoingFrame frame(OutgoingFrame plain) {
        return compress(marked ? escaped(plain) : plain);
    }

    /** Whether the clients understand marks. */
    boolean isMarked() {
        return marked;
    }

    /** Compresses a frame if it is a whole message and compression makes it smaller. */
    public OutgoingFrame compress(OutgoingFrame frame) {
        ByteBuffer payload = frame.payload();
        if (deflater == null || !isWholeMessage(frame) || payload.remaining() < deflater.threshold()) {
            return frame;
        }
        Opcode opcode = frame.opcode();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(payload.position(), bytes);
        return switch (deflater.deflate(bytes, 0, bytes.length)) {
            case DeflateOutcome.Deflated deflated ->
                OutgoingFrame.compressed(opcode, ByteBuffer.wrap(deflated.bytes()));
            case DeflateOutcome.Plain plain -> OutgoingFrame.plain(opcode, ByteBuffer.wrap(bytes));
        };
    }

    /** A text that could be taken for a mark begins with one more of its character, which the client takes off. */
    private static OutgoingFrame escaped(OutgoingFrame frame) {
        ByteBuffer payload = frame.payload();
        if (frame.opcode() != Opcode.TEXT || !payload.hasRemaining() || payload.get(payload.position()) != Marks.SIGN) {
            return frame;
        }
        ByteBuffer longer = ByteBuffer.allocate(payload.remaining() + 1).put((byte) Marks.SIGN);
        return OutgoingFrame.plain(Opcode.TEXT, longer.put(payload.duplicate()).flip());
    }

    private static boolean isWholeMessage(OutgoingFrame frame) {
        return frame.form() == OutgoingFrame.Form.PLAIN && !frame.opcode().isControl();
    }

    /** The frame of a message as it is. */
    public static OutgoingFrame plain(Message message) {
        return switch (message) {
            case ReceivedText text -> OutgoingFrame.plain(Opcode.TEXT, text.payload());
            case ReceivedBinary binary -> OutgoingFrame.plain(Opcode.BINARY, binary.payload());
            // A separate view: a plugin's own message type may return the same buffer each time, and move its position
            // meanwhile.
            case Message.Text text ->
                OutgoingFrame.plain(Opcode.TEXT, text.utf8().slice());
            case Message.Binary binary ->
                OutgoingFrame.plain(Opcode.BINARY, binary.data().slice());
        };
    }
}
