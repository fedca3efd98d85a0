package dev.weft.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.Tasks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HarnessTasksTest {

    /** Says "tick" to everybody once a second, and answers a text of seconds after so many. */
    private static final class Ticking implements MessageHandler {

        private @Nullable HandlerContext context;

        @Override
        public void start(HandlerContext given) {
            context = given;
            given.tasks().every(Duration.ofSeconds(1), () -> given.sessions().forEach(each -> each.send("tick")));
        }

        @Override
        public void onMessage(Session session, Message message) {
            Duration delay = Duration.ofSeconds(Long.parseLong(((Message.Text) message).text()));
            context().tasks().after(delay, () -> session.send("after " + delay.toSeconds()));
        }

        HandlerContext context() {
            return Objects.requireNonNull(context);
        }
    }

    private final Ticking ticking = new Ticking();
    private final HandlerHarness harness = HandlerHarness.start(ticking);

    @Test
    void runAtTheirTimeAndNotBefore() {
        TestClient client = harness.connect("/");

        harness.advance(Duration.ofMillis(999));
        client.expectNothing();
        harness.advance(Duration.ofMillis(1));
        client.expectText("tick").expectNothing();
        harness.advance(Duration.ofSeconds(3));
        client.expectText("tick").expectText("tick").expectText("tick").expectNothing();
        harness.close();
    }

    @Test
    void runInOrderOfTheirTime() {
        TestClient client = harness.connect("/").sendText("2").sendText("5").awaitHandled();
        harness.advance(Duration.ofMillis(1500));
        client.expectText("tick").expectNothing();

        // At 2 s there are two, in any order.
        harness.advance(Duration.ofSeconds(1));
        String first = client.nextText();
        String second = client.nextText();

        assertEquals("after 2tick", first.compareTo(second) < 0 ? first + second : second + first);
        client.expectNothing();
        harness.close();
    }

    @Test
    void runAtOnceWithoutTheClock() {
        CompletableFuture<ClassLoader> loader = new CompletableFuture<>();

        ticking.context()
                .tasks()
                .run(() -> loader.complete(Thread.currentThread().getContextClassLoader()));

        assertSame(HarnessTasksTest.class.getClassLoader(), loader.join());
        harness.close();
    }

    @Test
    void areNotWaitedForOnceTheyAreCancelled() {
        Tasks.Task task = ticking.context().tasks().after(Duration.ofSeconds(1), () -> {});
        task.cancel();

        harness.advance(Duration.ofSeconds(1));

        harness.close();
        assertTrue(task.isDone());
    }

    @Test
    void areInterruptedWhenTheHandlerHasStopped() {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        ticking.context().tasks().run(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stopped) {
                end.complete("interrupted");
            }
        });
        assertTrue(awaited(begun));

        harness.close();

        assertEquals("interrupted", end.join());
        assertThrows(IllegalStateException.class, () -> ticking.context().tasks());
    }

    @Test
    void thatWaitForSomethingElseHoldNobodyUp() {
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        ticking.context().tasks().after(Duration.ofSeconds(1), () -> {
            go.await();
            end.complete("done");
        });

        harness.advance(Duration.ofSeconds(1));
        go.countDown();

        assertEquals("done", end.join());
        harness.close();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
