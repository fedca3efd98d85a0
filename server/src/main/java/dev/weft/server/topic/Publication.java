package dev.weft.server.topic;

import dev.weft.server.broker.Envelope;
import dev.weft.server.broker.Stored;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.spi.Position;
import org.jspecify.annotations.Nullable;

/**
 * A published message on its way to this server's subscribers.
 *
 * @param sequence orders the messages of a topic
 * @param frame the message
 * @param at its position in a kept topic; null in others
 * @param leftOut the session that does not get it; 0 if all do
 */
record Publication(
        long sequence, OutgoingFrame frame, @Nullable Position at, long leftOut) {

    /** Why 64? What a message in the queue takes besides its payload, so that empty ones are bounded, too. */
    private static final int OVERHEAD = 64;

    /**
     * A message that a broker has stored.
     *
     * @param server this server, whose sessions may be left out
     */
    static Publication of(Stored stored, boolean withPosition, long server) {
        Envelope envelope = Envelope.decode(stored.message());
        return new Publication(
                stored.sequence(),
                OutgoingFrame.plain(envelope.opcode(), envelope.payload()),
                withPosition ? stored.at() : null,
                envelope.server() == server ? envelope.leftOut() : 0);
    }

    /** The memory it takes. */
    int weight() {
        return frame.payload().remaining() + OVERHEAD;
    }
}
