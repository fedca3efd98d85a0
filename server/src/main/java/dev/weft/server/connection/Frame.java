package dev.weft.server.connection;

import dev.weft.engine.frame.FrameEncoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * A frame on its way out, in values: its bytes are made when it is written.
 *
 * @param opcode what the payload is
 * @param payload a buffer whose position nobody else moves
 */
record Frame(Opcode opcode, ByteBuffer payload) {

    /** Bytes on the wire. */
    int size() {
        return FrameEncoder.headerLength(payload.remaining()) + payload.remaining();
    }

    void encodeTo(ByteBuffer out) {
        encodeHeaderTo(out);
        out.put(payload);
    }

    void encodeHeaderTo(ByteBuffer out) {
        FrameEncoder.encodeHeader(out, opcode, payload.remaining());
    }
}
