package dev.weft.server.console;

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

    private static final Duration DEADLINE = Duration.ofSeconds(AskingClients.DEADLINE_SECONDS);

    private final List<String> shown = new CopyOnWriteArrayList<>();

    @Test
    void showsLinesInOrder() throws Exception {
        LinePrinter printer = new LinePrinter(shown::add);
        printer.start();

        IntStream.range(0, 100).forEach(i -> printer.print("line " + i));
        printer.flush(DEADLINE);

        assertEquals(IntStream.range(0, 100).mapToObj(i -> "line " + i).toList(), shown);
    }

    @Test
    void neverWaitsForAStuckTerminalAndCountsWhatItMisses() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter(line -> {
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
        assertEquals("(7 lines are not shown: the terminal took none for a while)", shown.getLast());
    }

    @Test
    void givesUpFlushingAStuckTerminalInTime() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        LinePrinter printer = new LinePrinter(line -> awaitQuietly(released));
        printer.start();
        printer.print("stuck");

        long before = System.nanoTime();
        printer.flush(Duration.ofMillis(20));
        released.countDown();

        assertTrue(System.nanoTime() - before < DEADLINE.toNanos());
    }

    @Test
    void flushesAtOnceWhenThereIsNothingToShow() throws Exception {
        LinePrinter printer = new LinePrinter(shown::add);

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
