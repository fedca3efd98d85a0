package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testsupport.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What those say who look for weak TLS: sslscan in every build, testssl.sh with {@code -Plong}. */
class TlsScanIT {

    /** Why 20, ten minutes? testssl.sh took one on two cores. */
    private static final int PATIENCE_FACTOR = 20;

    /** A line of testssl.sh's CSV: what it looked at, where, how bad it is, and what it found. */
    private static final Pattern FINDING =
            Pattern.compile("\"([^\"]*)\",\"[^\"]*\",\"[^\"]*\",\"([A-Z]+)\",\"([^\"]*)\".*");

    private static final Set<String> HARMLESS = Set.of("OK", "INFO");

    /**
     * What it would like better, and we do not: "cipher_order", as all the suites offered are strong, and the client knows
     * which of them its hardware is quick at. "engine_problem" is about its own OpenSSL.
     */
    private static final Set<String> INTENDED = Set.of("cipher_order", "engine_problem");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"EC, ECDSA", "RSA, RSA"})
    void sslscanFindsNothingWeak(String key, String signature) throws Exception {
        Installed.require(Installed.isOnPath("sslscan"), "sslscan is not installed");
        Path report = folder.resolve("sslscan.xml");
        try (WeftProcess server = serve("-keyalg", key)) {
            // Not the groups: for each of them it waits 3 s for a record that came together with the one before.
            run("sslscan", "--timeout=30", "--no-groups", "--xml=" + report, "127.0.0.1:" + server.port());
        }
        String xml = Files.readString(report);

        assertEquals(
                List.of("ssl 2 0", "ssl 3 0", "tls 1.0 0", "tls 1.1 0", "tls 1.2 1", "tls 1.3 1"),
                all(xml, "<protocol type=\"(\\w+)\" version=\"([\\d.]+)\" enabled=\"(\\d)\""));
        assertEquals(
                Set.of(
                        "TLSv1.3 TLS_AES_128_GCM_SHA256",
                        "TLSv1.3 TLS_AES_256_GCM_SHA384",
                        "TLSv1.3 TLS_CHACHA20_POLY1305_SHA256",
                        "TLSv1.2 ECDHE-" + signature + "-AES128-GCM-SHA256",
                        "TLSv1.2 ECDHE-" + signature + "-AES256-GCM-SHA384",
                        "TLSv1.2 ECDHE-" + signature + "-CHACHA20-POLY1305"),
                Set.copyOf(all(xml, "<cipher [^>]*sslversion=\"([^\"]+)\"[^>]* cipher=\"([^\"]+)\"")));
        assertEquals(List.of("0"), all(xml, "<renegotiation supported=\"(\\d)\""));
        assertEquals(
                List.of("TLSv1.3 0", "TLSv1.2 0"),
                all(xml, "<heartbleed sslversion=\"([^\"]+)\" vulnerable=\"(\\d)\""));
        // An OpenSSL that cannot compress does not ask for it.
        assertEquals(List.of(), all(xml, "<compression supported=\"(1)\""));
    }

    @Test
    @EnabledIfSystemProperty(named = "weft.long", matches = "true")
    void testsslFindsNothingWeak() throws Exception {
        Installed.wish("testssl");
        Path report = folder.resolve("testssl.csv");
        try (WeftProcess server = serve("-keyalg", "EC")) {
            // Protocols, ciphers, forward secrecy, preferences and vulnerabilities; the certificate is one for tests.
            List<String> scan = new ArrayList<>(List.of("testssl", "--warnings", "off", "--nodns", "none"));
            scan.addAll(List.of("-p", "-s", "-f", "-P", "-U", "--csvfile", report.toString()));
            scan.add("https://127.0.0.1:" + server.port() + "/");
            run(scan.toArray(String[]::new));
        }
        List<String> weak = new ArrayList<>();
        int ok = 0;
        for (String line :
                Files.readAllLines(report).subList(1, Files.readAllLines(report).size())) {
            MatchResult finding = finding(line);
            ok += finding.group(2).equals("OK") ? 1 : 0;
            if (!HARMLESS.contains(finding.group(2)) && !INTENDED.contains(finding.group(1))) {
                weak.add(line);
            }
        }
        System.out.printf("testssl.sh: %d times OK, weak: %s%n", ok, weak);
        assertEquals(List.of(), weak);
        // It asks about more than thirty things; if it had not reached the server, it would have found nothing weak.
        assertTrue(ok > 25, ok + " times OK");
    }

    private static MatchResult finding(String line) {
        return FINDING.matcher(line).results().findFirst().orElseThrow(() -> new AssertionError(line));
    }

    /** The groups of each match, with spaces between them. */
    private static List<String> all(String text, String regex) {
        Stream<MatchResult> matches = Pattern.compile(regex).matcher(text).results();
        return matches.map(match -> {
                    List<String> groups = new ArrayList<>();
                    for (int i = 1; i <= match.groupCount(); i++) {
                        groups.add(match.group(i));
                    }
                    return String.join(" ", groups);
                })
                .toList();
    }

    private WeftProcess serve(String... keyOptions) throws Exception {
        return WeftProcess.echoOverTls(new Certificates(folder).issue("server", keyOptions));
    }

    private void run(String... command) throws Exception {
        Path printed = folder.resolve("printed.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        process.getOutputStream().close();
        try {
            long patience = PATIENCE_FACTOR * WeftProcess.PATIENCE.toSeconds();
            assertTrue(process.waitFor(patience, TimeUnit.SECONDS), () -> String.join(" ", command) + " does not end");
        } finally {
            process.destroyForcibly();
        }
    }
}
