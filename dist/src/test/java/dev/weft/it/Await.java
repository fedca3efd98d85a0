package dev.weft.it;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to become true, with the one deadline of all tests. */
final class Await {

    private static final long POLL_NANOS = 5_000_000;

    private Await() {}

    static void until(BooleanSupplier condition, Supplier<String> complaint) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > WeftProcess.PATIENCE.toNanos()) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
