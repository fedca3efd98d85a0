package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.it.wire.Fault;
import dev.weft.it.wire.FaultTable;
import dev.weft.it.wire.Player;
import dev.weft.it.wire.Player.Outcome;
import dev.weft.it.wire.Splits;
import dev.weft.it.wire.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The lines of the fault table that are not about Weft's own settings, played to Weft and to other servers: each as a whole,
 * with nothing after it and with something that must not be processed. With -Plong only; needs the servers of
 * {@code benchmarks/}, built.
 *
 * <p>What it is for: a line that no server gets wrong may be a line that cannot be got wrong. {@code target/how-strict.txt} names
 * them.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class OtherServersIT {

    private static final Path BENCHMARKS = Path.of(System.getProperty("weft.checkout", ".."))
            .resolve("benchmarks")
            .resolve("target");

    private static final Path TARGET = Path.of("target");

    /** Why 4? Two for each core: nobody waits through silences here. */
    private static final int LANES = 4;

    private static final Map<String, String> PEERS = peers();

    private static Map<String, String> peers() {
        Map<String, String> peers = new LinkedHashMap<>();
        peers.put("Jetty 12.1", "JettyEcho");
        peers.put("Tomcat 11", "TomcatEcho");
        peers.put("Undertow 2.4", "UndertowEcho");
        peers.put("Netty 4.2", "NettyEcho");
        peers.put("Helidon 4.3", "HelidonEcho");
        peers.put("Java-WebSocket 1.6", "JavaWebSocketEcho");
        return peers;
    }

    @Test
    void areAskedTheSame() throws Exception {
        assumeTrue(Boolean.getBoolean("weft.long"), "only with -Plong");
        assumeTrue(
                Files.isRegularFile(BENCHMARKS.resolve("weft-benchmarks.jar")),
                "SKIPPED: build the other servers first: mvn -q -f benchmarks package");
        List<Fault> faults = FaultTable.all().stream()
                .filter(fault -> !fault.is(Fault.Note.OURS))
                .toList();
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        try (WeftProcess server = WeftProcess.serve("--handler", "echo")) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            outcomes.put("Weft", new Player(address, WeftProcess.PATIENCE, LANES, 1).play(faults, Splits.NONE));
        }
        for (Map.Entry<String, String> peer : PEERS.entrySet()) {
            try (OtherServer server = new OtherServer(OtherServer.command(BENCHMARKS, peer.getValue()))) {
                outcomes.put(peer.getKey(), server.play(faults));
            }
        }
        Map<String, Map<Fault, Verdict>> verdicts = new LinkedHashMap<>();
        outcomes.forEach((name, played) -> verdicts.put(name, worst(played)));
        String table = table(verdicts);
        System.out.println(table);
        Files.writeString(TARGET.resolve("how-strict.md"), table);
        Files.writeString(TARGET.resolve("how-strict.txt"), details(outcomes) + neverWrong(verdicts));
        assertFalse(Objects.requireNonNull(verdicts.get("Weft")).containsValue(Verdict.WRONG), table);
    }

    private static Map<Fault, Verdict> worst(List<Outcome> outcomes) {
        Map<Fault, Verdict> worst = new LinkedHashMap<>();
        outcomes.forEach(outcome -> worst.merge(outcome.fault(), outcome.verdict(), Verdict::orWorse));
        return worst;
    }

    private static String table(Map<String, Map<Fault, Verdict>> verdicts) {
        StringBuilder table =
                new StringBuilder("| | asked | as the table says | in any way the RFCs allow |\n|---|---|---|---|\n");
        verdicts.forEach((name, of) -> {
            Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
            of.values().forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
            int exactly = counts.getOrDefault(Verdict.AS_THE_TABLE_SAYS, 0);
            int allowed = exactly + counts.getOrDefault(Verdict.ALLOWED, 0);
            int asked = allowed + counts.getOrDefault(Verdict.WRONG, 0);
            table.append(String.format("| %s | %d | %d | %d |%n", name, asked, exactly, allowed));
        });
        return table.toString();
    }

    private static String details(Map<String, List<Outcome>> outcomes) {
        StringBuilder details = new StringBuilder();
        outcomes.forEach((name, played) -> {
            for (Outcome outcome : played) {
                if (outcome.verdict() == Verdict.WRONG || outcome.verdict() == Verdict.ALLOWED) {
                    details.append(name + " " + outcome.verdict() + " " + outcome + "\n");
                }
            }
        });
        return details.toString();
    }

    private static String neverWrong(Map<String, Map<Fault, Verdict>> verdicts) {
        List<String> never = new ArrayList<>();
        for (Fault fault : Objects.requireNonNull(verdicts.get("Weft")).keySet()) {
            boolean alwaysRight = verdicts.values().stream()
                    .map(of -> of.get(fault))
                    .allMatch(verdict -> verdict == Verdict.AS_THE_TABLE_SAYS || verdict == Verdict.NOT_ASKED);
            if (alwaysRight) {
                never.add("no server fails " + fault + "\n");
            }
        }
        return String.join("", never);
    }
}
