package dev.weft.server.broker;

import dev.weft.engine.frame.Opcode;
import java.nio.ByteBuffer;

/**
 * A published message in the form in which brokers keep it:
 *
 * <pre>
 *   version 1 | opcode 1 | server 8 | session left out 8 | payload
 * </pre>
 *
 * @param opcode text or binary
 * @param server the server that it was published on
 * @param leftOut the session of that server that does not get it; 0 if all do
 * @param payload the message's bytes
 */
public record Envelope(Opcode opcode, long server, long leftOut, ByteBuffer payload) {

    private static final byte VERSION = 1;
    private static final int HEADER = 2 + 2 * Long.BYTES;

    /** The bytes of this; the payload's position does not change. */
    public ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + payload.remaining());
        bytes.put(VERSION).put((byte) opcode.code()).putLong(server).putLong(leftOut);
        return bytes.put(payload.duplicate()).flip();
    }

    /**
     * Reads the form; the payload is a part of the given buffer, whose position does not change.
     *
     * @throws IllegalArgumentException if the bytes are no envelope of this version
     */
    public static Envelope decode(ByteBuffer bytes) {
        int at = bytes.position();
        if (bytes.remaining() < HEADER || bytes.get(at) != VERSION) {
            throw new IllegalArgumentException("not a message of this version of Weft");
        }
        Opcode opcode = switch (bytes.get(at + 1)) {
            case 1 -> Opcode.TEXT;
            case 2 -> Opcode.BINARY;
            default -> throw new IllegalArgumentException("neither text nor binary");
        };
        ByteBuffer payload = bytes.slice(at + HEADER, bytes.remaining() - HEADER);
        return new Envelope(opcode, bytes.getLong(at + 2), bytes.getLong(at + 2 + Long.BYTES), payload);
    }
}
