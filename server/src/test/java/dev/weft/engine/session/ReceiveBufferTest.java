package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Wire;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveBufferTest {

    private static final int SMALL = ReceiveBuffer.SMALL;
    private static final int CALM = 8;

    private final CountingPool pool = new CountingPool(1, 4096);
    private final ReceiveBuffer buffer = new ReceiveBuffer(pool);

    /** One read of so many bytes; returns how many fitted. */
    private static int read(ReceiveBuffer buffer, byte[] bytes, int from) {
        ByteBuffer space = buffer.space();
        int count = Math.min(space.remaining(), bytes.length - from);
        space.put(bytes, from, count);
        buffer.received(count);
        return count;
    }

    private void fill() {
        read(buffer, new byte[buffer.space().remaining()], 0);
    }

    private void consumeAll() {
        buffer.consumed(buffer.end() - buffer.start());
    }

    private void readAndConsume(int count) {
        assertEquals(count, read(buffer, new byte[count], 0));
        consumeAll();
    }

    private String content() {
        return Wire.text(Arrays.copyOfRange(buffer.bytes(), buffer.start(), buffer.end()));
    }

    @Nested
    @DisplayName("what it holds")
    class Content {

        @Test
        void givesAnArrayBackOnceWhateverThePoolDoes() {
            AtomicInteger back = new AtomicInteger();
            ReceiveBuffer receiving = new ReceiveBuffer(new BufferPool() {
                @Override
                public byte[] borrow() {
                    return new byte[1024];
                }

                @Override
                public void giveBack(byte[] array) {
                    back.incrementAndGet();
                    throw new OutOfMemoryError("Java heap space");
                }
            });
            receiving.received(receiving.space().remaining());
            assertEquals(1024 - ReceiveBuffer.SMALL, receiving.space().remaining());

            assertThrows(OutOfMemoryError.class, receiving::release);
            receiving.release();

            assertEquals(1, back.get());
        }

        @Test
        void isEmptyAtFirst() {
            assertTrue(buffer.isEmpty());
            assertEquals(SMALL, buffer.space().remaining());
            assertEquals(0, pool.borrowed());
        }

        @Test
        void isWhatWasReadAndNotConsumed() {
            read(buffer, Wire.bytes("01 02 03 04"), 0);
            assertFalse(buffer.isEmpty());

            buffer.consumed(1);
            assertEquals("02 03 04", content());

            read(buffer, Wire.bytes("05"), 0);
            assertEquals("02 03 04 05", content());

            buffer.consumed(4);
            assertTrue(buffer.isEmpty());
        }

        @Test
        void survivesGrowingAndShrinking() {
            byte[] all = Wire.pattern(SMALL);
            read(buffer, all, 0);
            buffer.consumed(SMALL - 3);
            String left = Wire.text(Arrays.copyOfRange(all, SMALL - 3, SMALL));

            buffer.space();
            assertEquals(1, pool.out());
            assertEquals(left, content());

            for (int i = 0; i <= CALM; i++) {
                buffer.received(0);
                buffer.space();
            }
            assertEquals(0, pool.out());
            assertEquals(left, content());
        }

        @Test
        void leavesRoomForAWholeControlFrameBehindAnUnfinishedOne() {
            read(buffer, new byte[130], 0);

            assertEquals(SMALL - 130, buffer.space().remaining());
        }
    }

    @Nested
    @DisplayName("growing")
    class Growing {

        @Test
        void happensOnlyAfterAReadThatFilledIt() {
            readAndConsume(SMALL - 1);
            assertEquals(SMALL, buffer.space().remaining());
            assertEquals(0, pool.borrowed());

            readAndConsume(SMALL);
            assertEquals(0, pool.borrowed(), "not before room is asked for");

            assertEquals(4096, buffer.space().remaining());
            assertEquals(1, pool.borrowed());
        }

        @Test
        void happensOnceOnly() {
            readAndConsume(SMALL);
            readAndConsume(4096);

            assertEquals(4096, buffer.space().remaining());
            assertEquals(1, pool.borrowed());
        }

        @Test
        void isTriedAgainAfterThePoolHadNone() {
            pool.borrow();
            for (int i = 1; i <= 3; i++) {
                readAndConsume(SMALL);
                assertEquals(SMALL, buffer.space().remaining());
            }
            ReceiveBuffer lucky = new ReceiveBuffer(CountingPool.plenty());
            read(lucky, new byte[SMALL], 0);

            assertEquals(CountingPool.LARGE - SMALL, lucky.space().remaining());
        }

        @Test
        void worksWithoutAnyPool() {
            ReceiveBuffer small = new ReceiveBuffer(CountingPool.exhausted());
            byte[] bytes = Wire.pattern(10_000);
            int at = 0;
            while (at < bytes.length) {
                int count = read(small, bytes, at);
                assertTrue(count > 0);
                byte[] got = Arrays.copyOfRange(small.bytes(), small.start(), small.end());
                assertEquals(Wire.text(Arrays.copyOfRange(bytes, at, at + count)), Wire.text(got));
                small.consumed(count);
                at += count;
            }
        }
    }

    @Nested
    @DisplayName("giving back")
    class GivingBack {

        @Test
        void happensAfterEightCalmReads() {
            readAndConsume(SMALL);
            for (int i = 1; i <= CALM; i++) {
                readAndConsume(SMALL);
                assertEquals(1, pool.out(), "after " + i);
            }

            assertEquals(SMALL, buffer.space().remaining());
            assertEquals(0, pool.out());
        }

        @Test
        void waitsWhileAReadNowAndThenIsLarge() {
            readAndConsume(SMALL);
            for (int i = 0; i < 10; i++) {
                for (int calm = 1; calm < CALM; calm++) {
                    readAndConsume(1);
                }
                readAndConsume(SMALL + 1);
            }

            assertEquals(1, pool.out());
            assertEquals(1, pool.borrowed());
        }

        @Test
        void waitsWhileTheSmallArrayWouldBeFull() {
            readAndConsume(SMALL);
            for (int i = 0; i < CALM; i++) {
                read(buffer, new byte[SMALL / CALM], 0);
            }
            assertEquals(SMALL, buffer.end() - buffer.start());

            assertEquals(4096 - SMALL, buffer.space().remaining());
            buffer.consumed(1);
            assertEquals(1, buffer.space().remaining());
        }

        @Test
        void canBeFollowedByBorrowingAgain() {
            for (int round = 1; round <= 3; round++) {
                readAndConsume(SMALL);
                buffer.space();
                assertEquals(round, pool.borrowed());
                for (int i = 0; i < CALM; i++) {
                    readAndConsume(1);
                }
                buffer.space();
                assertEquals(0, pool.out());
            }
        }
    }

    @Nested
    @DisplayName("bytes that somebody else read")
    class Appended {

        @ParameterizedTest
        @ValueSource(ints = {0, 1, SMALL - 1, SMALL, SMALL + 1, 8192})
        void areHeldWithoutThePool(int count) {
            byte[] bytes = Wire.pattern(count);

            buffer.append(ByteBuffer.wrap(bytes));

            assertEquals(Wire.text(bytes), content());
            assertEquals(0, pool.borrowed());
        }

        @Test
        void comeAfterWhatIsThere() {
            read(buffer, Wire.bytes("01 02 03"), 0);
            buffer.consumed(1);

            buffer.append(ByteBuffer.wrap(Wire.bytes("04 05")));

            assertEquals("02 03 04 05", content());
        }

        @Test
        void areForgottenWithTheirArrayAfterCalmReads() {
            CountingPool none = CountingPool.exhausted();
            ReceiveBuffer grown = new ReceiveBuffer(none);
            grown.append(ByteBuffer.wrap(new byte[8192]));
            grown.consumed(8192);
            assertEquals(8192, grown.space().remaining());

            for (int i = 0; i < CALM; i++) {
                grown.received(0);
            }

            assertEquals(SMALL, grown.space().remaining());
        }

        @Test
        void mayBeMoreThanThePoolLends() {
            buffer.append(ByteBuffer.wrap(Wire.pattern(8192)));
            buffer.consumed(8190);
            String left = content();

            assertEquals(4096 - 2, buffer.space().remaining());
            assertEquals(left, content());
        }
    }

    @Nested
    @DisplayName("release")
    class Release {

        @Test
        void givesBackWhatWasLent() {
            readAndConsume(SMALL);
            byte[] lent = buffer.space().array();

            buffer.release();

            assertEquals(0, pool.out());
            assertTrue(buffer.isEmpty());
            assertNotSame(lent, buffer.bytes());
        }

        @Test
        void dropsWhatWasNotConsumed() {
            fill();
            fill();
            assertEquals(4096, buffer.end() - buffer.start());

            buffer.release();

            assertTrue(buffer.isEmpty());
            assertEquals(SMALL, buffer.bytes().length);
            assertEquals(0, pool.out());
        }

        @Test
        void ofASmallOneKeepsIt() {
            byte[] small = buffer.bytes();

            buffer.release();
            buffer.release();

            assertSame(small, buffer.bytes());
            assertEquals(0, pool.borrowed());
        }
    }
}
