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
    public static final FrameFactory PLAIN = new FrameFactory(null);

    /** Changes no frame. */
    public static final UnaryOperator<OutgoingFrame> AS_IT_IS = UnaryOperator.identity();

    private final @Nullable MessageDeflater deflater;

    /** Makes a factory for the connections that agreed on the deflater's parameters. */
    public FrameFactory(@Nullable MessageDeflater deflater) {
        this.deflater = deflater;
    }

    /** The frame of a message, compressed if that was agreed on and makes it smaller. */
    public OutgoingFrame frame(Message message) {
        return compress(plain(message));
    }

    /** Compresses a frame if it is a whole message and compression makes it smaller. */
    public OutgoingFrame compress(OutgoingFrame frame) {
        ByteBuffer payload = frame.payload();
        if (deflater == null || frame.opcode().isControl() || payload.remaining() < deflater.threshold()) {
            return frame;
        }
        Opcode opcode = frame.opcode();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return switch (deflater.deflate(bytes, 0, bytes.length)) {
            case DeflateOutcome.Deflated deflated ->
                OutgoingFrame.compressed(opcode, ByteBuffer.wrap(deflated.bytes()));
            case DeflateOutcome.Plain plain -> OutgoingFrame.plain(opcode, ByteBuffer.wrap(bytes));
        };
    }

    private static OutgoingFrame plain(Message message) {
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
