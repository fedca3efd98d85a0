package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ReplyCheckTest {

    private final Messages messages = new Messages(new MessageShape(20, Content.ASCII));
    private final byte[] template = messages.plain(0);
    private final ReplyCheck check = new ReplyCheck(messages);

    @Test
    void acceptsRepliesInOrder() {
        for (int i = 0; i < 2_000; i++) {
            reply(payload(i));
        }

        assertEquals(2_000, check.replies());
    }

    @Test
    void acceptsAReplyInSinglePieces() {
        byte[] payload = payload(0);
        for (int i = 0; i < payload.length; i++) {
            check.accept(ByteBuffer.wrap(payload, i, 1), 1, i);
        }

        check.messageEnded(Opcodes.TEXT, payload.length);

        assertEquals(1, check.replies());
    }

    @Test
    void rejectsRepliesOutOfOrder() {
        ProtocolError error = assertThrows(ProtocolError.class, () -> reply(payload(1)));

        assertEquals("reply 0 carries another sequence number", error.getMessage());
    }

    @Test
    void rejectsALongerReply() {
        assertThrows(ProtocolError.class, () -> check.accept(ByteBuffer.wrap(new byte[21]), 21, 0));
    }

    @Test
    void rejectsAShorterReply() {
        byte[] payload = payload(0);
        check.accept(ByteBuffer.wrap(payload, 0, 19), 19, 0);

        ProtocolError error = assertThrows(ProtocolError.class, () -> check.messageEnded(Opcodes.TEXT, 19));

        assertEquals("reply has 19 bytes instead of 20", error.getMessage());
    }

    @Test
    void rejectsAnotherType() {
        check.accept(ByteBuffer.wrap(payload(0)), 20, 0);

        assertThrows(ProtocolError.class, () -> check.messageEnded(Opcodes.BINARY, 20));
    }

    @Test
    void rejectsAChangedByteInTheFirstReplyAndInEvery1024th() {
        byte[] first = payload(0);
        first[19] ^= 1;
        ProtocolError error = assertThrows(ProtocolError.class, () -> reply(first));
        assertEquals("reply 0 differs at byte 19", error.getMessage());

        ReplyCheck later = new ReplyCheck(messages);
        for (int i = 0; i < 1_024; i++) {
            later.accept(ByteBuffer.wrap(payload(i)), 20, 0);
            later.messageEnded(Opcodes.TEXT, 20);
        }
        byte[] changed = payload(1_024);
        changed[8] ^= 1;
        assertThrows(ProtocolError.class, () -> later.accept(ByteBuffer.wrap(changed), 20, 0));
    }

    private void reply(byte[] payload) {
        check.accept(ByteBuffer.wrap(payload), payload.length, 0);
        check.messageEnded(Opcodes.TEXT, payload.length);
    }

    private byte[] payload(int sequence) {
        byte[] payload = template.clone();
        byte[] digits = String.format("%08x", sequence).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, payload, 0, digits.length);
        return payload;
    }
}
