package dev.weft.engine.session;

import dev.weft.engine.frame.Opcode;

/** What happened on the wire, in order. The receiver owns the payloads: they are never written to again. */
@SuppressWarnings("ArrayRecordComponent") // A payload is handed over once and never compared.
public sealed interface Event {

    /**
     * A whole message.
     *
     * @param opcode {@link Opcode#TEXT}, whose payload is valid UTF-8, or {@link Opcode#BINARY}
     * @param payload all fragments together
     */
    record Message(Opcode opcode, byte[] payload) implements Event {}

    /**
     * A ping, to be answered with the same payload.
     *
     * @param payload 0 to 125 bytes
     */
    record Ping(byte[] payload) implements Event {}

    /**
     * A pong, asked for or not.
     *
     * @param payload 0 to 125 bytes
     */
    record Pong(byte[] payload) implements Event {}

    /**
     * The peer's Close. No event follows.
     *
     * @param code the peer's code; 1005 if it sent none
     * @param reason the peer's reason, possibly empty
     */
    record Close(int code, String reason) implements Event {}

    /**
     * The peer broke a rule. No event follows; the connection must be failed with this code (RFC 6455 7.1.7).
     *
     * @param code a code that may be sent
     * @param reason the rule, in a few words of ASCII
     */
    record Violation(int code, String reason) implements Event {}
}
