package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/**
 * A small server and three kinds of peers that want its memory, all at once: messages that inflate without end, messages
 * that are never finished, and readers that have stopped. It stays within its budget, and serves the others.
 */
class MemoryUnderAttackIT {

    private static final int OF_EACH_KIND = Length.of(100, 1000);

    private static final int MIB = 1 << 20;

    /** Why 16 MiB? Between two waves, code that is compiled meanwhile and the system's arenas took 5. */
    private static final long NATIVE_GROWTH_KIB = 16 * 1024;

    /** Bytes that inflate to 64 MiB. */
    private static final byte[] BOMB = RawClient.compressed(RawClient.BINARY, deflated(64 * MIB));

    private static final byte[] HALF = RawClient.beginning(RawClient.BINARY, MIB, new byte[MIB - 1024]);
    private static final byte[] LARGE = RawClient.message(RawClient.BINARY, new byte[256 * 1024]);

    /**
     * Who may end how: 1009 is too big, 1008 took too long, 1013 grew when the others had taken all. Who has stopped reading
     * is cut, as the Close would have to wait behind the rest; unless it was refused before there was much to read. And who
     * was refused in the midst of a megabyte, and has not sent the rest of it two seconds later, does not read why: with
     * 3,000 of them at once on two busy cores, that were up to 60 % of the half messages, and others took too long as well.
     */
    private static final Set<String> ENDS = Set.of(
            "bomb 1008",
            "bomb 1009",
            "bomb 1013",
            "bomb declined",
            "half 1008",
            "half 1013",
            "half cut while it sent",
            "stopped 1006",
            "stopped cut while it sent",
            "stopped 1008",
            "stopped 1013");

    private final ConcurrentMap<String, Integer> ends = new ConcurrentSkipListMap<>();

    @Test
    void theBudgetHoldsAndTheMemoryComesBack() throws Exception {
        // All of the heap is in RAM from the beginning: what grows is native memory.
        ProcessBuilder small =
                WeftProcess.builder("serve", "--port", "0", "--handler", "echo", "--max-connections", "4000");
        small.command().addAll(List.of("--write-timeout", "3s", "--message-timeout", "3s"));
        small.environment().put("WEFT_JAVA_OPTS", "-Xms512m -Xmx512m -XX:+AlwaysPreTouch");
        try (WeftProcess server = WeftProcess.run(small)) {
            server.awaitListening();
            // What is kept for the next time counts as the server's own: so the first wave is not measured.
            attack(server);
            Wave base = Wave.of(server);
            String witness = attack(server);
            Wave after = Wave.afterCollecting(server, base);

            System.out.printf(
                    "Memory under attack, %d bombs, half messages and stopped readers each: ends %s, heap %,d -> %,d KiB,"
                            + " resident %,d -> %,d KiB; witness: %s%n",
                    OF_EACH_KIND,
                    ends,
                    base.heapKib(),
                    after.heapKib(),
                    base.residentKib(),
                    after.residentKib(),
                    witness);
            assertTrue(ENDS.containsAll(ends.keySet()), ends::toString);
            assertTrue(
                    ends.keySet().containsAll(Set.of("bomb 1009", "half 1008", "stopped cut while it sent")),
                    ends::toString);
            useTheWholeBudget(server);
            assertTrue(after.isBackTo(base), () -> base + " became " + after);
            assertTrue(after.residentKib() - base.residentKib() < NATIVE_GROWTH_KIB, () -> base + " became " + after);
            assertFalse(server.output().contains("OutOfMemoryError"), server::output);
        }
    }

    /**
     * What the server holds.
     *
     * @param heapKib live objects
     * @param residentKib memory in RAM
     * @param descriptors open files and sockets
     */
    private record Wave(long heapKib, long residentKib, long descriptors) {

        static Wave of(WeftProcess server) throws IOException {
            // First: to be asked for its heap, the server opens a socket.
            long heap = LiveHeap.of(server);
            Gauges gauges = Gauges.of(server);
            return new Wave(heap / 1024, gauges.residentKib(), gauges.descriptors());
        }

        /** Once the last connections are gone; they have ten seconds. */
        static Wave afterCollecting(WeftProcess server, Wave base) throws IOException {
            Wave[] last = {of(server)};
            Await.until(
                    () -> {
                        try {
                            last[0] = of(server);
                            return last[0].isBackTo(base);
                        } catch (IOException ended) {
                            throw new AssertionError(ended);
                        }
                    },
                    () -> base + " became " + last[0]);
            return last[0];
        }

        boolean isBackTo(Wave base) {
            return heapKib <= base.heapKib() * 1.05 && descriptors <= base.descriptors();
        }
    }

    /** What was taken from the budget was given back: as many large messages as it holds are echoed, all at once. */
    private static void useTheWholeBudget(WeftProcess server) throws Exception {
        byte[] large = RawClient.message(RawClient.BINARY, new byte[MIB]);
        Crowd.run(64, number -> {
            try (RawClient client = RawClient.open(server.port(), "/")) {
                client.write(large);
                assertEquals(MIB, client.read().payload().length);
            }
        });
    }

    private String attack(WeftProcess server) throws Exception {
        try (Witness witness = Witness.of(server)) {
            Crowd.run(3 * OF_EACH_KIND, WeftProcess.PATIENCE.multipliedBy(4), number -> {
                switch (number % 3) {
                    case 0 -> inflate(server);
                    case 1 -> sendHalf(server);
                    default -> readNothing(server);
                }
            });
            return witness.testimony();
        }
    }

    private void inflate(WeftProcess server) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/", "Sec-WebSocket-Extensions: permessage-deflate")) {
            // RFC 7692 6: compressed only if it was agreed on, which the server declines while memory is short.
            boolean compresses = client.hasAgreedOn("permessage-deflate");
            note("bomb " + (compresses ? endOf(client, bomber -> bomber.write(BOMB)) : "declined"));
        }
    }

    private void sendHalf(WeftProcess server) throws IOException {
        end("half", server, client -> client.write(HALF));
    }

    /** Wants 16 MiB back and reads nothing, until the server gives it up. */
    private void readNothing(WeftProcess server) throws IOException {
        end("stopped", server, client -> {
            for (int i = 0; i < 64; i++) {
                client.write(LARGE);
            }
        });
    }

    /** What a client does before it waits for its end. */
    @FunctionalInterface
    private interface Attack {
        void run(RawClient client) throws IOException;
    }

    private void end(String kind, WeftProcess server, Attack attack) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            note(kind + " " + endOf(client, attack));
        }
    }

    private void note(String end) {
        ends.merge(end, 1, Integer::sum);
    }

    private static String endOf(RawClient client, Attack attack) {
        try {
            attack.run(client);
        } catch (IOException cut) {
            return "cut while it sent";
        }
        try {
            return Integer.toString(client.awaitClose());
        } catch (IOException cut) {
            return "1006";
        }
    }

    private static byte[] deflated(int zeros) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(out, deflater)) {
            byte[] block = new byte[MIB];
            for (int i = 0; i < zeros / MIB; i++) {
                zlib.write(block);
            }
        } catch (IOException never) {
            throw new AssertionError(never);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }
}
