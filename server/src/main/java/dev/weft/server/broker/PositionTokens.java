package dev.weft.server.broker;

import dev.weft.spi.Position;
import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * Makes positions, and recognizes its own: a token is the sequence and a check of it, of the topic, and of a number that
 * only this process knows. So a token of another topic, of another run, or a made-up one is none. Thread-safe.
 */
final class PositionTokens {

    private static final int RADIX = 36;

    private final long secret;

    PositionTokens() {
        this(new SecureRandom().nextLong());
    }

    PositionTokens(long secret) {
        this.secret = secret;
    }

    Position of(TopicId topic, long sequence) {
        return new Position(
                Long.toString(sequence, RADIX) + "-" + Long.toUnsignedString(check(topic, sequence), RADIX));
    }

    /** The sequence of a position in a topic; empty if it was not made here for this topic. */
    OptionalLong sequence(TopicId topic, Position position) {
        String token = position.token();
        int dash = token.indexOf('-');
        if (dash < 1) {
            return OptionalLong.empty();
        }
        try {
            long sequence = Long.parseLong(token, 0, dash, RADIX);
            return of(topic, sequence).equals(position) ? OptionalLong.of(sequence) : OptionalLong.empty();
        } catch (NumberFormatException madeUp) {
            return OptionalLong.empty();
        }
    }

    private long check(TopicId topic, long sequence) {
        long mixed = secret ^ sequence;
        String name = topic.name();
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed + name.charAt(i));
        }
        return mix(mixed ^ topic.handler().hashCode() ^ secret);
    }

    /** The finalizer of MurmurHash3, in which every bit of the input changes half of the output's. */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
