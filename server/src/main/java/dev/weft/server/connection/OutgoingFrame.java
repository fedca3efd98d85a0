package dev.weft.server.connection;

import dev.weft.engine.frame.FrameEncoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * A frame on its way out, in values: its bytes are made when it is written.
 *
 * @param opcode what the payload is
 * @param compressed whether RSV1 is set (RFC 7692 6)
 * @param payload a buffer whose position nobody else moves
 */
record OutgoingFrame(Opcode opcode, boolean compressed, ByteBuffer payload) {

    /** A frame whose payload is as it was handed over. */
    static OutgoingFrame plain(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, false, payload);
    }

    /** A frame whose payload is compressed. */
    static OutgoingFrame compressed(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, true, payload);
    }

    /** Bytes on the wire. */
    int size() {
        return FrameEncoder.headerLength(payload.remaining()) + payload.remaining();
    }

    void encodeTo(ByteBuffer out) {
        encodeHeaderTo(out);
        out.put(payload);
    }

    void encodeHeaderTo(ByteBuffer out) {
        if (compressed) {
            FrameEncoder.encodeCompressedHeader(out, opcode, payload.remaining());
        } else {
            FrameEncoder.encodeHeader(out, opcode, payload.remaining());
        }
    }
}
