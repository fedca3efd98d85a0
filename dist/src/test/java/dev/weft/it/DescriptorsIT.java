package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The process has no descriptor left for one client more. */
class DescriptorsIT {

    private static final int DESCRIPTORS = 256;

    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The server says that it cannot accept, and says so again only after this long. */
    private static final long LOG_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void runningOutOfThemCostsNothingAndEndsWhenOneIsFree() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try (WeftProcess server = WeftProcess.run(withFewDescriptors())) {
            server.awaitListening();
            RawClient early = RawClient.open(server.port(), "/");
            clients.add(early);
            long start = System.nanoTime();
            for (int i = 0; i < DESCRIPTORS; i++) {
                clients.add(RawClient.connect(server.port()));
            }
            server.awaitOutput("cannot accept");

            long cpu = cpuMillisInWindow(server);
            early.text("still served");
            assertEquals("still served", early.read().text());
            long back = nanosUntilServed(server, clients.subList(1, clients.size()));

            System.out.printf(
                    "Out of descriptors: %d ms of CPU in %d ms while full, serving again after %d ms%n",
                    cpu, TimeUnit.NANOSECONDS.toMillis(WINDOW_NANOS), TimeUnit.NANOSECONDS.toMillis(back));
            // A loop that tried without a pause would take all of it.
            assertTrue(cpu < TimeUnit.NANOSECONDS.toMillis(WINDOW_NANOS) / 4, () -> cpu + " ms of CPU while full");
            long lines = server.output()
                    .lines()
                    .filter(line -> line.contains("cannot accept"))
                    .count();
            // One, unless the machine took so long that another was due.
            long most = 1 + (System.nanoTime() - start) / LOG_EVERY_NANOS;
            assertTrue(lines >= 1 && lines <= most, () -> lines + " lines, not " + most + "\n" + server.output());
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private static ProcessBuilder withFewDescriptors() {
        ProcessBuilder weft = WeftProcess.builder(
                "serve", "--port", "0", "--handler", "echo", "--max-connections", "1000", "--handshake-timeout", "0");
        List<String> limited =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh"));
        limited.addAll(weft.command());
        return weft.command(limited);
    }

    /** Has these go, and a new one come. */
    private static long nanosUntilServed(WeftProcess server, List<RawClient> leaving) throws IOException {
        for (RawClient client : leaving) {
            client.close();
        }
        long freed = System.nanoTime();
        try (RawClient late = RawClient.open(server.port(), "/")) {
            late.text("served again");
            assertEquals("served again", late.read().text());
        }
        return System.nanoTime() - freed;
    }

    /** The processor time of a while in which nothing is to happen: there is no event to wait for. */
    private static long cpuMillisInWindow(WeftProcess server) throws IOException {
        long before = Gauges.cpuMillis(server);
        long end = System.nanoTime() + WINDOW_NANOS;
        for (long left = WINDOW_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return Gauges.cpuMillis(server) - before;
    }
}
