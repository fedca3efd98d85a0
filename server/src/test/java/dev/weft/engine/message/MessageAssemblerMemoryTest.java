package dev.weft.engine.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.FrameHeader;
import dev.weft.engine.frame.Opcode;
import dev.weft.engine.frame.ProtocolViolation;
import dev.weft.engine.frame.Seed;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Memory follows the bytes received, never the length declared")
class MessageAssemblerMemoryTest {

    private static final int LIMIT = 16 << 20;

    /** Why 2 KiB? What is held for a message of a few bytes, and the slack of one growth. */
    private static final int SLACK = 2048;

    private final MessageAssembler message = new MessageAssembler(new MessageLimits(LIMIT, 1 << 20));
    private int received;

    private void begin(Opcode opcode, int length) throws ProtocolViolation {
        message.begin(new FrameHeader(opcode, false, false, length, 0, 6));
        assertBounded("a header of " + length);
    }

    private void take(int count) throws ProtocolViolation {
        received += message.take(new byte[count], 0, count);
        assertBounded("taking " + count);
    }

    private void read(int most) throws ProtocolViolation {
        ByteBuffer space = message.space();
        assertBounded("asking for space");
        assertTrue(space.remaining() > 0, "space has no room");
        int count = Math.min(most, space.remaining());
        message.received(count);
        received += count;
        assertBounded("reading " + count);
    }

    /** Wire-cases row 96: retained heap under twice the payload. */
    private void assertBounded(String when) {
        int most = 2 * received + SLACK;
        assertTrue(
                message.retained() <= most,
                () -> message.retained() + " bytes held for " + received + " received, after " + when);
    }

    @Test
    void headerAloneTakesNothing() throws ProtocolViolation {
        begin(Opcode.BINARY, LIMIT);

        assertEquals(0, message.retained());
    }

    /** Wire-cases row 69. */
    @Test
    void oneByteOfAMessageAtTheLimitTakesAFewHundred() throws ProtocolViolation {
        begin(Opcode.BINARY, LIMIT);
        take(1);
        assertTrue(message.retained() <= 512, () -> message.retained() + " bytes");

        message.space();

        assertTrue(message.retained() <= 1536, () -> message.retained() + " bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 511, 4095, 8200, 100_000})
    void readsOfOneSizeHoldAtMostTwiceWhatCame(int size) throws ProtocolViolation {
        begin(Opcode.BINARY, LIMIT);
        for (int i = 0; i < 10_000 && message.missing() > 0; i++) {
            read(size);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 146, 513, 4097, 8200, 16_385, 100_001})
    void readsAfterABufferedPieceHoldAtMostTwiceWhatCame(int first) throws ProtocolViolation {
        begin(Opcode.BINARY, LIMIT);
        take(first);
        for (int i = 0; i < 10 && message.missing() > 0; i++) {
            read(Integer.MAX_VALUE);
        }
    }

    /** Wire-cases rows 96 and 99. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 1000})
    void manyFragmentsHoldAtMostTwiceWhatCame(int size) throws ProtocolViolation {
        begin(Opcode.BINARY, size);
        take(size);
        for (int i = 0; i < 10_000; i++) {
            begin(Opcode.CONTINUATION, size);
            take(size);
        }
    }

    @Test
    void neverHoldsMoreThanTheLimit() throws ProtocolViolation {
        begin(Opcode.BINARY, LIMIT - 1);
        while (message.missing() > 0) {
            read(Integer.MAX_VALUE);
        }
        begin(Opcode.CONTINUATION, 1);
        take(1);

        assertEquals(LIMIT, message.retained());
        assertEquals(LIMIT, message.finish().length);
    }

    @Test
    void randomPiecesOfRandomFramesHoldAtMostTwiceWhatCame() throws ProtocolViolation {
        Random random = Seed.random("MessageAssemblerMemoryTest");
        for (int run = 0; run < 200; run++) {
            message.release();
            received = 0;
            Opcode opcode = Opcode.BINARY;
            for (int frames = 1 + random.nextInt(6); frames > 0; frames--) {
                begin(opcode, random.nextInt(1 << random.nextInt(18)));
                opcode = Opcode.CONTINUATION;
                while (message.missing() > 0) {
                    int most = 1 + random.nextInt(1 << random.nextInt(16));
                    if (random.nextBoolean()) {
                        take(Math.min(most, message.missing()));
                    } else {
                        read(most);
                    }
                }
            }
        }
    }

    /** A growth copies what there is: with doubling, all copies together stay under three times the payload. */
    @Test
    void growsSeldomEvenWhenBytesDrip() throws ProtocolViolation {
        begin(Opcode.BINARY, 1 << 18);
        int growths = 0;
        int held = message.retained();
        while (message.missing() > 0) {
            read(1);
            growths += message.retained() == held ? 0 : 1;
            held = message.retained();
        }

        assertTrue(growths <= 10, growths + " growths");
    }
}
