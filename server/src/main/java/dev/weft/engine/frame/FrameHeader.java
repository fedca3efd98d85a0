package dev.weft.engine.frame;

/**
 * The header of one frame, already judged by {@link FrameRules}.
 *
 * @param opcode what the payload is
 * @param fin whether it ends its message
 * @param rsv1 whether the message is compressed (RFC 7692 6)
 * @param payloadLength bytes of payload that follow, 0 or more
 * @param maskingKey the key as {@link Masking} takes it
 * @param length bytes of the header itself, 6 to 14
 */
public record FrameHeader(Opcode opcode, boolean fin, boolean rsv1, long payloadLength, int maskingKey, int length) {}
