package dev.weft.server.outbound;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A condition that is made when a thread first waits: most connections never have one. Used under its lock. */
final class LazyCondition {

    private final ReentrantLock lock;
    private @Nullable Condition condition;

    LazyCondition(ReentrantLock lock) {
        this.lock = lock;
    }

    /** Waits until a signal after which the state is no more. */
    void awaitWhile(BooleanSupplier state) {
        while (state.getAsBoolean()) {
            if (condition == null) {
                condition = lock.newCondition();
            }
            condition.awaitUninterruptibly();
        }
    }

    void signal() {
        if (condition != null) {
            condition.signalAll();
        }
    }
}
