package dev.weft.server.outbound;

import dev.weft.engine.frame.FrameEncoder;
import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A frame to be sent, as values: its bytes are made when it is written. It may be written to many connections.
 *
 * @param opcode what the payload is
 * @param form how the payload becomes bytes
 * @param payload a buffer whose position nothing moves
 * @param shared the memory of the payload, if other connections send it too
 */
public record OutgoingFrame(
        Opcode opcode,
        Form form,
        ByteBuffer payload,
        @Nullable SharedMemory shared) {

    /** How a payload becomes bytes. */
    public enum Form {
        /** After a header. */
        PLAIN,
        /** After a header with RSV1 (RFC 7692 6). */
        COMPRESSED,
        /** As it is: it is what was left of a frame when the connection took no more. */
        REST
    }

    /** A frame with an uncompressed payload. */
    public static OutgoingFrame plain(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, Form.PLAIN, payload, null);
    }

    /** A frame with a compressed payload. */
    public static OutgoingFrame compressed(Opcode opcode, ByteBuffer payload) {
        return new OutgoingFrame(opcode, Form.COMPRESSED, payload, null);
    }

    /** Bytes that were to be written, and were not. */
    static OutgoingFrame rest(ByteBuffer bytes) {
        return new OutgoingFrame(Opcode.BINARY, Form.REST, bytes, null);
    }

    /** The same frame for many connections. */
    OutgoingFrame forMany() {
        return new OutgoingFrame(opcode, form, payload, new SharedMemory(payload.remaining()));
    }

    /** What is left of this after so many of its bytes. */
    OutgoingFrame after(int written) {
        int inPayload = written - headerLength();
        if (inPayload >= 0) {
            ByteBuffer left = payload.slice(payload.position() + inPayload, payload.remaining() - inPayload);
            return new OutgoingFrame(opcode, Form.REST, left, shared);
        }
        ByteBuffer whole = ByteBuffer.allocate(size());
        encodeTo(whole);
        return rest(whole.flip().position(written).slice());
    }

    /** Whether the payload is compressed. */
    public boolean compressed() {
        return form == Form.COMPRESSED;
    }

    boolean isRest() {
        return form == Form.REST;
    }

    /** Bytes on the wire. */
    int size() {
        return headerLength() + payload.remaining();
    }

    void encodeTo(ByteBuffer out) {
        encodeHeaderTo(out);
        int length = payload.remaining();
        out.put(out.position(), payload, payload.position(), length);
        out.position(out.position() + length);
    }

    void encodeHeaderTo(ByteBuffer out) {
        switch (form) {
            case PLAIN -> FrameEncoder.encodeHeader(out, opcode, payload.remaining());
            case COMPRESSED -> FrameEncoder.encodeCompressedHeader(out, opcode, payload.remaining());
            case REST -> {}
        }
    }

    private int headerLength() {
        return form == Form.REST ? 0 : FrameEncoder.headerLength(payload.remaining());
    }
}
