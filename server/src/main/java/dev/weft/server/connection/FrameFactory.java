package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateOutcome;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.frame.Opcode;
import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes the frame of a message, compressed if that was agreed on and makes it smaller. As thread-safe as its deflater is:
 * with context takeover, frames have to be compressed one after the other, in the order of the wire.
 */
final class FrameFactory {

    /** Sends every message as it is. */
    static final FrameFactory PLAIN = new FrameFactory(null);

    /** Changes no frame. */
    static final UnaryOperator<OutgoingFrame> AS_IT_IS = UnaryOperator.identity();

    private final @Nullable MessageDeflater deflater;

    /** Makes one for the connections that agreed on the deflater's parameters. */
    FrameFactory(@Nullable MessageDeflater deflater) {
        this.deflater = deflater;
    }

    OutgoingFrame frame(Message message) {
        return compress(plain(message));
    }

    /** Compresses the frame of a whole message, if it is one and gains by it. */
    OutgoingFrame compress(OutgoingFrame frame) {
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
            // A view of its own: a plugin's own kind of message may hand out one buffer, and move its position
            // meanwhile.
            case Message.Text text ->
                OutgoingFrame.plain(Opcode.TEXT, text.utf8().slice());
            case Message.Binary binary ->
                OutgoingFrame.plain(Opcode.BINARY, binary.data().slice());
        };
    }
}
