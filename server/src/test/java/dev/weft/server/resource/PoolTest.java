package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PoolTest {

    @Test
    void lendsWhatCameBack() {
        Pool<ByteBuffer> pool = Pool.ofBuffers(() -> ByteBuffer.allocate(16));
        ByteBuffer lent = pool.borrow();
        lent.put((byte) 1);
        pool.giveBack(lent);

        assertSame(lent, pool.borrow());
        assertEquals(16, lent.remaining());
    }

    @Test
    void anAllocationThatTakesLongHoldsUpNobodyElse() throws Exception {
        CountDownLatch allocating = new CountDownLatch(1);
        CountDownLatch collected = new CountDownLatch(1);
        ByteBuffer kept = ByteBuffer.allocate(16);
        Pool<ByteBuffer> pool = Pool.ofBuffers(() -> {
            allocating.countDown();
            await(collected);
            return ByteBuffer.allocate(16);
        });
        Thread first = Thread.ofVirtual().start(pool::borrow);
        allocating.await();

        pool.giveBack(kept);
        assertSame(kept, pool.borrow());

        collected.countDown();
        first.join();
    }

    @Test
    void anAllocationThatFailsLeavesThePoolAsItWas() {
        AtomicInteger calls = new AtomicInteger();
        Pool<ByteBuffer> pool = Pool.ofBuffers(() -> {
            if (calls.getAndIncrement() == 0) {
                throw new OutOfMemoryError("Java heap space");
            }
            return ByteBuffer.allocate(16);
        });

        assertThrows(OutOfMemoryError.class, pool::borrow);
        assertEquals(16, pool.borrow().remaining());
    }

    @Test
    void keepsSoManyAndEndsWhatComesBackBeyondThem() {
        List<String> ended = new ArrayList<>();
        AtomicInteger made = new AtomicInteger();
        Pool<String> pool = new Pool<>(2, () -> "made " + made.incrementAndGet(), reset -> {}, ended::add);

        pool.giveBack("a");
        pool.giveBack("b");
        pool.giveBack("c");

        assertEquals(List.of("c"), ended);
        assertEquals(List.of("b", "a", "made 1"), List.of(pool.borrow(), pool.borrow(), pool.borrow()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
