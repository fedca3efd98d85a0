package dev.weft.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * Compares replies with what was sent: type, length and sequence number of every one, all bytes of some.
 *
 * <p>Why not all bytes of all? At 64 KiB the comparison would cost the client more than the echo costs a good server.
 */
final class ReplyCheck implements PayloadSink {

    /** Why 4? The first replies of a connection are where buffers have not grown yet. */
    private static final int FIRST_COMPARED = 4;

    /** Why 1,024? Under 0.1 % of the client's work, and still hundreds of whole comparisons in a short run. */
    private static final int COMPARED_EVERY = 1_024;

    private final Messages messages;
    private final int size;
    private final int opcode;
    private long digits;
    private int replies;

    ReplyCheck(Messages messages) {
        this.messages = messages;
        size = messages.shape().size();
        opcode = messages.shape().content().opcode();
    }

    @Override
    public void accept(ByteBuffer input, int length, long offset) {
        if (offset + length > size) {
            throw new ProtocolError("reply longer than the message");
        }
        int at = (int) offset;
        int end = at + length;
        if (at == 0 && length >= Payload.SEQUENCE_BYTES) {
            digits = input.getLong();
            at = Payload.SEQUENCE_BYTES;
        }
        while (at < Math.min(end, Payload.SEQUENCE_BYTES)) {
            digits = digits << 8 | input.get() & 0xFF;
            at++;
        }
        if (replies < FIRST_COMPARED || replies % COMPARED_EVERY == 0) {
            compare(input, at, end);
        } else {
            input.position(input.position() + end - at);
        }
    }

    /** Checks the message that just ended against the next one expected. */
    void messageEnded(int replyOpcode, long length) {
        if (replyOpcode != opcode) {
            throw new ProtocolError("reply has opcode " + replyOpcode + " instead of " + opcode);
        }
        if (length != size) {
            throw new ProtocolError("reply has " + length + " bytes instead of " + size);
        }
        if (digits != Payload.sequenceDigits(replies)) {
            throw new ProtocolError("reply " + replies + " carries another sequence number");
        }
        replies++;
    }

    /** How many correct replies arrived. */
    int replies() {
        return replies;
    }

    private void compare(ByteBuffer input, int from, int end) {
        byte[] message = messages.plain(replies);
        for (int i = from; i < end; i++) {
            if (input.get() != message[i]) {
                throw new ProtocolError("reply " + replies + " differs at byte " + i);
            }
        }
    }
}
