package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class LinePrinterTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Test
    void showsLinesInOrder() throws Exception {
        LinePrinter printer = new LinePrinter("test-print", "the terminal", shown::add);
        printer.start();

        IntStream.range(0, 100).forEach(i -> printer.print("line " + i));
        printer.flush(DEADLINE);

        assertEquals(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList(), shown);
    }

    @Test
    void neverWaitsForAStuckTerminalAndCountsWhatItMisses() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter("test-print", "the terminal", line -> {
            stuck.countDown();
            awaitQuietly(released);
            shown.add(line);
        });
        printer.start();
        printer.print("first");
        stuck.await();

        IntStream.range(0, LinePrinter.MAX_LINES + 7).forEach(i -> printer.print("line " + i));
        released.countDown();
        printer.flush(DEADLINE);

        assertEquals(LinePrinter.MAX_LINES + 2, shown.size());
        assertEquals("(7 lines lost: the terminal was not read for a while)", shown.getLast());
    }

    @Test
    void holdsNoMoreCharactersThanItsLimit() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter("test-print", "the terminal", line -> {
            stuck.countDown();
            awaitQuietly(released);
            shown.add(line);
        });
        printer.start();
        printer.print("first");
        stuck.await();

        String stack = "x".repeat(LinePrinter.MAX_CHARACTERS / 2);
        IntStream.range(0, 5).forEach(i -> printer.print(stack));
        released.countDown();
        printer.flush(DEADLINE);

        assertEquals(4, shown.size());
        assertEquals("(3 lines lost: the terminal was not read for a while)", shown.getLast());
    }

    @Test
    void waitsInVainOnceAndNotForEveryLine() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter("test-print", "the terminal", line -> awaitQuietly(released));
        printer.start();
        printer.print("stuck");
        printer.flush(Duration.ofMillis(20));

        printer.print("another");
        printer.flush(Duration.ofDays(1));

        released.countDown();
        printer.print("it is taken again");
        printer.flush(DEADLINE);
    }

    @Test
    void goesOnPrintingWhenAPluginHasInterruptedItsThread() throws Exception {
        LinePrinter printer = new LinePrinter("test-interrupted", "the terminal", shown::add);
        printer.start();
        printer.print("before");
        printer.flush(DEADLINE);

        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("test-interrupted"))
                .forEach(Thread::interrupt);
        printer.print("after");
        printer.flush(DEADLINE);

        assertEquals(List.of("before", "after"), shown);
    }

    @Test
    void goesOnPrintingWhenALineCouldNotBeShown() throws Exception {
        LinePrinter printer = new LinePrinter("test-print", "the terminal", line -> {
            if (line.equals("too long")) {
                throw new OutOfMemoryError("Java heap space");
            }
            shown.add(line);
        });
        printer.start();

        printer.print("too long");
        printer.print("after");
        printer.flush(DEADLINE);

        assertEquals(List.of("after"), shown);
    }

    @Test
    void givesUpFlushingAStuckTerminalInTime() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter("test-print", "the terminal", line -> awaitQuietly(released));
        printer.start();
        printer.print("stuck");

        long before = System.nanoTime();
        printer.flush(Duration.ofMillis(20));
        released.countDown();

        assertTrue(System.nanoTime() - before < DEADLINE.toNanos());
    }

    @Test
    void flushesAtOnceWhenThereIsNothingToShow() throws Exception {
        LinePrinter printer = new LinePrinter("test-print", "the terminal", shown::add);

        printer.flush(Duration.ofDays(1));

        assertTrue(shown.isEmpty());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
