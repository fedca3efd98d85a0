package dev.weft.server.connection;

import dev.weft.engine.deflate.DeflateOutcome;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.frame.Opcode;
import dev.weft.spi.Message;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Makes the frame of a message, compressed if that was agreed on and makes it smaller. Thread-safe. */
final class FrameMaker {

    /** Sends every message as it is. */
    static final FrameMaker PLAIN = new FrameMaker(null);

    private final @Nullable MessageDeflater deflater;

    /** Makes one for the connections that agreed on the deflater's parameters. */
    FrameMaker(@Nullable MessageDeflater deflater) {
        this.deflater = deflater;
    }

    Frame frame(Message message) {
        return switch (message) {
            case ReceivedText text -> frame(Opcode.TEXT, text.payload());
            case ReceivedBinary binary -> frame(Opcode.BINARY, binary.payload());
            case Message.Text text -> frame(Opcode.TEXT, text.utf8());
            case Message.Binary binary -> frame(Opcode.BINARY, binary.data());
        };
    }

    private Frame frame(Opcode opcode, ByteBuffer payload) {
        if (deflater == null || payload.remaining() < MessageDeflater.THRESHOLD) {
            return Frame.plain(opcode, payload);
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return switch (deflater.deflate(bytes, 0, bytes.length)) {
            case DeflateOutcome.Deflated deflated -> Frame.compressed(opcode, ByteBuffer.wrap(deflated.bytes()));
            case DeflateOutcome.Plain plain -> Frame.plain(opcode, ByteBuffer.wrap(bytes));
        };
    }
}
