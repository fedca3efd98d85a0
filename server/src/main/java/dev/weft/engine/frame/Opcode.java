package dev.weft.engine.frame;

import org.jspecify.annotations.Nullable;

/** What a frame's payload is (RFC 6455 5.2). */
public enum Opcode {
    /** Continues the message of the previous frame. */
    CONTINUATION(0x0),
    /** Begins a text message. */
    TEXT(0x1),
    /** Begins a binary message. */
    BINARY(0x2),
    /** Begins or answers the closing handshake. */
    CLOSE(0x8),
    /** Asks for a pong. */
    PING(0x9),
    /** Answers a ping, or comes unasked. */
    PONG(0xA);

    private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The four bits on the wire. */
    public int code() {
        return code;
    }

    /** Whether this is a control frame: "Control frames are identified by opcodes where the most significant bit is 1". */
    public boolean isControl() {
        return code >= 0x8;
    }

    /** The opcode for these four bits, or null if RFC 6455 5.2 reserves them. */
    public static @Nullable Opcode of(int code) {
        return BY_CODE[code];
    }
}
