package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.wire.Fault;
import dev.weft.it.wire.FaultTable;
import dev.weft.it.wire.Player;
import dev.weft.it.wire.Player.Outcome;
import dev.weft.it.wire.Splits;
import dev.weft.it.wire.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An hour of clients who come, talk and go, and every second a fault of the table: the heap stays as it is. */
@Timeout(value = 80, unit = TimeUnit.MINUTES)
class SoakIT {

    private static final int SECONDS = Length.of(6, 3600);

    private static final int CLIENTS = 20;

    /** Of one client, before it goes and comes back. */
    private static final int MESSAGES = 500;

    /** Why 2 ms? With it the server is busy for about half of the time on one core of two. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** How often the heap is looked at; the first third warms the server up. */
    private static final int LOOKS = 30;

    private final LongAdder echoes = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final List<Double> heaps = new ArrayList<>();

    @Test
    void theHeapStaysAsItIs() throws Exception {
        try (WeftProcess server =
                        WeftProcess.serve("--handler", "echo", "--handler", "uppercase", "--memory-budget", "16MiB");
                Witness witness = Witness.of(server)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            Crowd.run(CLIENTS + 2, Duration.ofMinutes(75), number -> {
                if (number == 0) {
                    lookAtTheHeap(server, end);
                } else if (number == 1) {
                    playFaults(server, end);
                } else {
                    comeAndGo(server, end);
                }
            });
            double slope = bytesAnHour();
            System.out.printf(
                    "%,d s of soak: %,d echoes on %,d connections, live heap %,.0f -> %,.0f bytes, slope %,.0f bytes an hour;"
                            + " witness: %s%n",
                    SECONDS,
                    echoes.sum(),
                    connections.sum(),
                    heaps.getFirst(),
                    heaps.getLast(),
                    slope,
                    witness.testimony());
            // In a few seconds a class that is loaded late is a steep slope.
            assertTrue(SECONDS < 3600 || slope < 1_000_000, () -> "the heap grows: " + heaps);
            assertFalse(server.output().contains("ERROR"), server::output);
        }
    }

    /** Anything but its own Close ends a client early, and fails. */
    private void comeAndGo(WeftProcess server, long end) throws IOException {
        while (System.nanoTime() < end) {
            try (RawClient client = RawClient.open(server.port(), "/ws/echo")) {
                connections.increment();
                for (int i = 0; i < MESSAGES && System.nanoTime() < end; i++) {
                    String message = "message " + i + " ".repeat(i);
                    client.text(message);
                    assertEquals(message, client.read().text());
                    echoes.increment();
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                client.close(1000);
                assertEquals(1000, client.awaitClose());
            }
        }
    }

    private static void playFaults(WeftProcess server, long end) throws Exception {
        List<Fault> faults = FaultTable.all().stream()
                .filter(fault -> fault.settings().isEmpty())
                .toList();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        Player player = new Player(address, WeftProcess.PATIENCE, 1, 1);
        for (int i = 0; System.nanoTime() < end; i++) {
            for (Outcome outcome : player.play(List.of(faults.get(i % faults.size())), Splits.NONE)) {
                assertEquals(Verdict.AS_THE_TABLE_SAYS, outcome.verdict(), outcome::toString);
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void lookAtTheHeap(WeftProcess server, long end) throws IOException {
        long every = TimeUnit.SECONDS.toNanos(SECONDS) / LOOKS;
        while (System.nanoTime() < end) {
            heaps.add((double) LiveHeap.of(server));
            LockSupport.parkNanos(every);
        }
    }

    /** The line of least squares through what was seen after the first third. */
    private double bytesAnHour() {
        List<Double> seen = heaps.subList(heaps.size() / 3, heaps.size());
        double meanX = (seen.size() - 1) / 2.0;
        double meanY = seen.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int x = 0; x < seen.size(); x++) {
            xy += (x - meanX) * (seen.get(x) - meanY);
            xx += (x - meanX) * (x - meanX);
        }
        return xy / xx / (SECONDS / (double) heaps.size()) * 3600;
    }
}
