package dev.weft.server.web;

import dev.weft.engine.handshake.HandshakeOutcome;
import dev.weft.engine.http.HeadOutcome;
import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.RequestHead;
import java.nio.ByteBuffer;
import java.time.InstantSource;

/**
 * The last answer on a connection: a status, {@code Connection: close}, and a short text that says why. Thread-safe.
 *
 * <p>Anything else that the server refuses is refused like a handshake: {@link HandshakeOutcome.Rejected#of}.
 */
public final class ErrorAnswers {

    private final AnswerWriter writer;

    /** Makes answers dated by this clock. */
    public ErrorAnswers(InstantSource clock) {
        this.writer = new AnswerWriter(clock);
    }

    /** Answers a head that could not be parsed. */
    public byte[] to(HeadOutcome.Bad bad) {
        Answer answer = Answer.error(bad.status(), HeaderFields.EMPTY, bad.why());
        return encode(answer, Answer.errorText(bad.status(), bad.why()));
    }

    /** Answers a rejected handshake, or a client whose handshake was not read. */
    public byte[] to(HandshakeOutcome.Rejected rejected) {
        return encode(error(rejected), Answer.errorText(rejected.status(), rejected.why()));
    }

    /** Answers a rejected handshake; without the text if the method was HEAD. */
    public byte[] to(HandshakeOutcome.Rejected rejected, RequestHead head) {
        // RFC 9110 9.3.2: "the server MUST NOT send content in the response" to HEAD.
        return head.method().equals("HEAD") ? encode(error(rejected), new byte[0]) : to(rejected);
    }

    private static Answer error(HandshakeOutcome.Rejected rejected) {
        return Answer.error(rejected.status(), rejected.response().fields(), rejected.why());
    }

    private byte[] encode(Answer answer, byte[] text) {
        byte[] head = writer.head(answer, KeepAlive.CLOSE).encode();
        return ByteBuffer.allocate(head.length + text.length)
                .put(head)
                .put(text)
                .array();
    }
}
