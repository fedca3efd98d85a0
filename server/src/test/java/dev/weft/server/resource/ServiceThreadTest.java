package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

@Timeout(60)
class ServiceThreadTest {

    private static final int ROUNDS = 10;

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(FaultLog.class);

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<String> ended = new CopyOnWriteArrayList<>();
    private final Appender appender = new Appender();
    private volatile Consumer<String> log = told::add;

    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            log.accept(event.getFormattedMessage());
        }
    }

    @BeforeEach
    void listen() {
        appender.start();
        LOG.addAppender(appender);
        ServiceThread.onUnexpectedEnd(ended::add);
    }

    @AfterEach
    void listenNoMore() {
        LOG.detachAppender(appender);
        ServiceThread.onUnexpectedEnd(name -> {});
    }

    static List<Throwable> faults() {
        return List.of(
                new IllegalStateException("a mistake"),
                new java.io.IOException("too many open files"),
                new OutOfMemoryError("Java heap space"),
                new StackOverflowError(),
                new NoClassDefFoundError("dev/weft/server/Gone"),
                new InterruptedException());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void outlivesWhateverARoundThrows(Throwable fault) throws Exception {
        assertTrue(afterFaults(fault));
        assertEquals(List.of(), ended);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void outlivesALogForWhichThereIsNoMemory(Throwable fault) throws Exception {
        log = line -> {
            throw new OutOfMemoryError("Java heap space");
        };

        assertTrue(afterFaults(fault));
        assertEquals(List.of(), ended);
    }

    /** Whether rounds that all fail follow each other on both kinds of threads. */
    private static boolean afterFaults(Throwable fault) throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        ServiceThread.Round failing = () -> {
            rounds.incrementAndGet();
            ServiceThreadTest.<RuntimeException>sneak(fault);
        };
        Thread platform = new ServiceThread("test-platform", () -> rounds.get() < ROUNDS, failing).start();
        platform.join();
        Thread virtual = new ServiceThread("test-virtual", () -> rounds.get() < 2 * ROUNDS, failing).startVirtual();
        virtual.join();
        return rounds.get() == 2 * ROUNDS;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void tellsTheFirstFaultAndCountsWhatItCouldNotTell() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        log = line -> {
            if (rounds.get() < 3) {
                throw new OutOfMemoryError("Java heap space");
            }
            told.add(line);
        };

        new ServiceThread("test-thread", () -> rounds.get() < ROUNDS, () -> {
                    rounds.incrementAndGet();
                    throw new OutOfMemoryError("Java heap space");
                })
                .start()
                .join();

        assertEquals(List.of("! test-thread continues after a fault (and 2 before it)"), told);
    }

    @Test
    void anInterruptEndsNeitherItNorItsNextWait() throws Exception {
        CompletableFuture<Boolean> interruptedAgain = new CompletableFuture<>();
        AtomicInteger rounds = new AtomicInteger();
        Thread thread = new ServiceThread("test-thread", () -> rounds.get() < 2, () -> {
                    if (rounds.getAndIncrement() == 0) {
                        new CountDownLatch(1).await();
                    } else {
                        interruptedAgain.complete(Thread.currentThread().isInterrupted());
                    }
                })
                .start();
        while (thread.getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }

        thread.interrupt();

        assertFalse(interruptedAgain.get(30, TimeUnit.SECONDS));
        thread.join();
        assertEquals(List.of(), ended);
    }

    @Test
    void saysSoIfItEndsAllTheSame() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        ServiceThread.onUnexpectedEnd(name -> {
            ended.add(name);
            over.countDown();
        });

        Thread thread = new ServiceThread(
                        "test-thread",
                        () -> {
                            throw new OutOfMemoryError("where nothing may throw");
                        },
                        () -> {})
                .start();
        thread.setUncaughtExceptionHandler((dead, why) -> {});

        assertTrue(over.await(30, TimeUnit.SECONDS));
        assertEquals(List.of("test-thread"), ended);
    }
}
