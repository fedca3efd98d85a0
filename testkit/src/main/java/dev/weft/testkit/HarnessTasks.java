package dev.weft.testkit;

import dev.weft.spi.Tasks;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The server's tasks, on a clock that the test moves: a delayed task is known from its scheduling on, not only from its
 * first wait.
 */
final class HarnessTasks implements Tasks {

    private final Tasks tasks;
    private final ManualClock clock;

    HarnessTasks(Tasks tasks, ManualClock clock) {
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public Task after(Duration delay, Work work) {
        return delay.isPositive() ? expected(delay, () -> tasks.after(delay, work)) : tasks.after(delay, work);
    }

    @Override
    public Task every(Duration period, Work work) {
        return period.isPositive() ? expected(period, () -> tasks.every(period, work)) : tasks.every(period, work);
    }

    private Task expected(Duration delay, Supplier<Task> begin) {
        ManualClock.Wait wait = clock.expect(delay);
        try {
            Task task = begin.get();
            clock.expectUntil(wait, task::isDone);
            return task;
        } catch (RuntimeException refused) {
            clock.expectUntil(wait, () -> true);
            throw refused;
        }
    }
}
