package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The fault table, played to the packaged server: each line as a whole, cut in two, and byte by byte. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class FaultTableIT {

    /** Why 64? So many connections get their first part before one of them gets its second. */
    private static final int BATCH = 64;

    /** Why 4? As many batches at a time as keep two cores busy, and leave some of them to others. */
    private static final int LANES = 4;

    /** Everywhere, with -Plong; otherwise where it is most likely to matter. */
    private static final Splits SPLITS = Boolean.getBoolean("weft.long") ? Splits.ALL : Splits.SOME;

    /** Why 2 MiB? What the JVM itself learns while it runs, its profiles and caches; a leak of 40,000 connections is more. */
    private static final long HEAP_NOISE = 2 * 1024 * 1024;

    /** Why 1,000? Enough that a fault in one run of a hundred shows, within a second or two. */
    private static final int RANDOM_RUNS = 1000;

    private static final Pattern SESSION = Pattern.compile("#(\\d+) ");

    @TempDir
    private Path folder;

    @Test
    void everyLineIsAnsweredAsTheTableSaysWhereverItIsCut() throws Exception {
        List<Outcome> wrong = new ArrayList<>();
        for (Map.Entry<List<String>, List<Fault>> group : groups().entrySet()) {
            try (WeftProcess server = serve(group.getKey());
                    Witness witness = Witness.of(server)) {
                long start = System.nanoTime();
                List<Outcome> outcomes = player(server).play(group.getValue(), SPLITS);
                outcomes.stream()
                        .filter(outcome -> outcome.verdict() != Verdict.AS_THE_TABLE_SAYS)
                        .forEach(wrong::add);
                System.out.printf(
                        "fault table %s: %,d lines played in %,d ways in %.0f s; witness: %s%n",
                        group.getKey(),
                        group.getValue().size(),
                        outcomes.size(),
                        (System.nanoTime() - start) / 1e9,
                        witness.testimony());
            }
        }
        assertTrue(wrong.isEmpty(), () -> wrong.size() + " plays went wrong, such as\n" + some(wrong));
    }

    @Test
    void randomBytesEndInACloseOrAreWaitedThrough() throws Exception {
        long seed = Long.getLong("weft.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < RANDOM_RUNS; i++) {
            byte[] bytes = new byte[64 * 1024];
            random.nextBytes(bytes);
            // Every other one begins like a frame, so that more than the first two bytes are looked at.
            bytes[0] = i % 2 == 0 ? bytes[0] : (byte) 0x82;
            bytes[1] = (byte) (bytes[1] | (i % 2 == 0 ? 0 : 0x80));
            faults.add(Fault.leaving(75, "random bytes " + i, bytes));
        }
        try (WeftProcess server = serve(List.of())) {
            List<Outcome> strange = player(server).play(faults, Splits.NONE).stream()
                    .filter(outcome ->
                            !outcome.came().matches("((text|binary|pong)[^|]*)?(close( \\d{4})?)? \\| CLOSED"))
                    .toList();
            assertEquals(List.of(), strange, () -> "seed " + seed);
        }
    }

    @Test
    void nothingIsLeftBehind() throws Exception {
        List<Fault> faults = defaults();
        try (WeftProcess server = serve(List.of())) {
            // Twice before the first look, so that what is made once and kept is there.
            player(server).play(faults, Splits.NONE);
            player(server).play(faults, Splits.NONE);
            // First the heap: to answer jcmd, the JVM opens a socket for good.
            long heap = LiveHeap.of(server);
            Gauges before = Gauges.of(server);

            List<Outcome> outcomes = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                outcomes.addAll(player(server).play(faults, Splits.NONE));
            }

            awaitDescriptors(server, before.descriptors());
            long grown = LiveHeap.of(server) - heap;
            System.out.printf(
                    "after %,d faults: %s, before: %s, %,d bytes more live heap%n",
                    outcomes.size(), Gauges.of(server), before, grown);
            assertTrue(grown < HEAP_NOISE, () -> grown + " bytes were left behind");
        }
    }

    @Test
    void aFaultIsAtMostOneLineInTheLog() throws Exception {
        List<Fault> faults = defaults();
        try (WeftProcess server = serve(List.of())) {
            long before = server.output().lines().count();
            for (Fault fault : faults) {
                player(server).play(List.of(fault), Splits.NONE);
            }
            stop(server);
            List<String> lines = server.output().lines().skip(before).toList();
            assertTrue(
                    lines.size() <= faults.size(),
                    () -> faults.size() + " faults and " + lines.size() + " lines:\n" + server.output());
            assertEquals(Map.of(), sessionsWithSeveralLines(lines), server::output);
        }
    }

    @Test
    void whatIsLoggedIsEscaped() throws Exception {
        List<Fault> faults = defaults();
        try (WeftProcess server = serve(List.of("--log-level", "trace"))) {
            player(server).play(faults, Splits.NONE);
            stop(server);
            List<String> unescaped =
                    server.output().lines().filter(FaultTableIT::isUnescaped).toList();
            assertEquals(List.of(), unescaped);
        }
    }

    /** The lines that are about a server with its default settings. */
    private static List<Fault> defaults() {
        return FaultTable.all().stream()
                .filter(fault -> fault.settings().isEmpty())
                .toList();
    }

    private static Map<List<String>, List<Fault>> groups() {
        return FaultTable.all().stream()
                .collect(Collectors.groupingBy(Fault::settings, LinkedHashMap::new, Collectors.toList()));
    }

    private WeftProcess serve(List<String> settings) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--handler", "echo", "--handler", "uppercase"));
        for (String setting : settings) {
            arguments.add(setting.equals("{WEB}") ? web().toString() : setting);
        }
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    /** The folder that the lines about static files are about. */
    private Path web() throws Exception {
        Path web = Files.createDirectories(folder.resolve("web"));
        Files.writeString(folder.resolve("secret.html"), "secret");
        Files.writeString(web.resolve("index.html"), "0123456789");
        Files.writeString(web.resolve(".hidden"), "hidden");
        Files.createDirectory(web.resolve("folder"));
        Files.createSymbolicLink(web.resolve("link"), folder.resolve("secret.html"));
        Files.createSymbolicLink(web.resolve("inside.html"), web.resolve("index.html"));
        Process fifo = new ProcessBuilder("mkfifo", web.resolve("fifo").toString()).start();
        assertEquals(0, fifo.waitFor());
        return web;
    }

    private static Player player(WeftProcess server) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        return new Player(address, WeftProcess.PATIENCE, LANES, BATCH);
    }

    private static void stop(WeftProcess server) throws InterruptedException {
        server.terminate();
        server.awaitExit();
    }

    private static void awaitDescriptors(WeftProcess server, long most) {
        Await.until(
                () -> descriptors(server) <= most,
                () -> descriptors(server) + " descriptors are open, and " + most + " were before");
    }

    private static long descriptors(WeftProcess server) {
        try {
            return Gauges.of(server).descriptors();
        } catch (IOException gone) {
            throw new AssertionError("the server has ended:\n" + server.output(), gone);
        }
    }

    private static Map<String, Long> sessionsWithSeveralLines(List<String> lines) {
        Map<String, Long> counts = lines.stream()
                .map(SESSION::matcher)
                .filter(Matcher::find)
                .collect(Collectors.groupingBy(found -> found.group(1), Collectors.counting()));
        counts.values().removeIf(count -> count == 1);
        return counts;
    }

    /** Whether a line holds what would move a terminal's cursor, change its colours or turn its text round. */
    private static boolean isUnescaped(String line) {
        return line.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }

    private static String some(List<Outcome> outcomes) {
        Map<Fault, Outcome> firstOfEach = new LinkedHashMap<>();
        outcomes.forEach(outcome -> firstOfEach.putIfAbsent(outcome.fault(), outcome));
        return firstOfEach.values().stream().limit(60).map(Outcome::toString).collect(Collectors.joining("\n"));
    }
}
