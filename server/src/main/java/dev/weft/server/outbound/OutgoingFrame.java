package dev.weft.server.outbound;

import dev.weft.engine.frame.FrameEncoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * A frame to be sent, as values: its bytes are made when it is written.
 *
 * @param opcode what the payload is
 * @param compressed whether RSV1 is set (RFC 7692 6)
 * @param payload a buffer whose position nothing else moves
 */
public record OutgoingFrame(Opcode opcode, boolean compressed, ByteBuffer payload) {

    /** A frame with an uncompressed payload. */
    static OutgoingFrame plain(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, false, payload);
    }

    /** A frame with a compressed payload. */
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
