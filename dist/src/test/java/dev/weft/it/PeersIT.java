package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that run outside the JVM: npm's {@code ws}, Python's {@code websockets} and Tornado, and a real Chromium that drives the
 * browser client. What they need is installed by {@code bin/verify}; without it these tests are skipped, and with CI=true
 * they fail.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PeersIT {

    private static final PluginJar REPLACEMENT =
            PluginJar.answering("uppercase", "session.send(\"replaced: \" + ((Message.Text) message).text());");

    private static final String FAILING = """
            @Handler("failing")
            public final class Failing implements MessageHandler {
                public void start(HandlerContext context) {
                    throw new IllegalStateException("no database");
                }
                public void onMessage(Session session, Message message) {}
            }
            """;

    private static final Path CHECKOUT = Path.of(System.getProperty("weft.checkout", ".."));

    private static final Path PEERS = CHECKOUT.resolve("interop").resolve("peers");

    @Test
    void thePagesModulesKeepTheirPromises() throws Exception {
        Installed.require(Installed.isOnPath("node"), "Node is not on the PATH");
        Peer tests = new Peer(CHECKOUT.resolve("web"), Map.of(), "node", "--test");
        assertEquals(0, tests.await(), tests::output);
    }

    @Test
    void nodesWsAgrees() throws Exception {
        Installed.require(
                Files.isDirectory(PEERS.resolve("node_modules/ws")), "npm's ws is not installed in interop/peers");
        try (WeftProcess server = WeftProcess.serve("--handler", "echo")) {
            Peer peer = new Peer(
                    Map.of(), "node", "ws-client.mjs", server.ws("/ws/echo").toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void nodesWsAgreesOverTls(@TempDir Path folder) throws Exception {
        Installed.require(
                Files.isDirectory(PEERS.resolve("node_modules/ws")), "npm's ws is not installed in interop/peers");
        Certificates certificates = new Certificates(folder).issue("server");
        Path authority = certificates.certificate("ca", "ca.crt");
        try (WeftProcess server = WeftProcess.echoOverTls(certificates)) {
            Map<String, String> trust = Map.of("NODE_EXTRA_CA_CERTS", authority.toString());
            Peer peer = new Peer(trust, "node", "ws-client.mjs", "wss://127.0.0.1:" + server.port() + "/ws/echo");
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void theClientLibraryComesBackInNode() throws Exception {
        Installed.require(
                Files.isDirectory(PEERS.resolve("node_modules/ws")), "npm's ws is not installed in interop/peers");
        try (WeftProcess server = WeftProcess.serve("--handler", "channels", "--history-size", "3")) {
            Peer peer =
                    new Peer(Map.of(), "node", "resume.mjs", server.http("/").toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void pythonsWebsocketsAgrees() throws Exception {
        String python = python("websockets");
        try (WeftProcess server = WeftProcess.serve("--handler", "echo")) {
            Peer peer = new Peer(
                    Map.of(),
                    python,
                    "websockets-client.py",
                    server.ws("/ws/echo").toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void pythonsWebsocketsAgreesOverTls(@TempDir Path folder) throws Exception {
        String python = python("websockets");
        Certificates certificates = new Certificates(folder).issue("server");
        Path authority = certificates.certificate("ca", "ca.crt");
        try (WeftProcess server = WeftProcess.echoOverTls(certificates)) {
            String url = "wss://127.0.0.1:" + server.port() + "/ws/echo";
            Peer peer = new Peer(Map.of(), python, "websockets-client.py", url, authority.toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void tornadoAgrees() throws Exception {
        assumeTrue(Boolean.getBoolean("weft.long"), "only with -Plong");
        String python = python("tornado");
        for (String compression : List.of("on", "takeover")) {
            try (WeftProcess server = WeftProcess.serve("--handler", "echo", "--compression", compression)) {
                String url = server.ws("/ws/echo").toString();
                Peer peer = new Peer(Map.of(), python, "tornado-client.py", url);
                assertEquals(0, peer.await(), peer::output);
            }
        }
    }

    @Test
    void aPersonUsesThePageInChromium(@TempDir Path plugins) throws Exception {
        requireChromium();
        copyPlugins(plugins, "echo", "uppercase", "json-command");
        WeftProcess server = WeftProcess.serve(
                "--plugins-dir",
                plugins.toString(),
                "--handler",
                "echo",
                "--handler",
                "uppercase",
                "--handler",
                "json-command");
        try {
            Peer peer =
                    new Peer(browser(), "node", "browser.mjs", server.http("/").toString());
            peer.awaitLine("READY-FOR-REPLACEMENT");
            Files.write(plugins.resolve("uppercase.jar"), REPLACEMENT.bytes());
            server.awaitOutput("uppercase#2 .* has replaced");
            peer.say("REPLACED");
            peer.awaitLine("READY-FOR-RESTART");
            int port = server.port();
            server.terminate();
            server.awaitExit();
            server = WeftProcess.run(
                    "serve", "--port", Integer.toString(port), "--handler", "echo", "--handler", "uppercase");
            server.awaitListening();
            peer.say("RESTARTED");
            assertEquals(0, peer.await(), peer::output);
        } finally {
            server.close();
        }
    }

    @Test
    void thePageShowsWhatIsWrong(@TempDir Path plugins) throws Exception {
        requireChromium();
        copyPlugins(plugins, "echo", "json-command");
        PluginJar.named("failing.jar").handler("plugin.Failing", FAILING).in(plugins);
        PluginJar.answering("hungry", "throw new OutOfMemoryError(\"not really\");")
                .in(plugins);
        List<String> arguments = new ArrayList<>(List.of("--plugins-dir", plugins.toString()));
        List<String> ids = new ArrayList<>(List.of("echo", "json-command", "failing", "hungry"));
        for (String echoing : List.of("leaving", "one", "two", "three", "four", "five", "six")) {
            PluginJar.echoing(echoing).in(plugins);
            ids.add(echoing);
        }
        ids.forEach(id -> arguments.addAll(List.of("--handler", id)));
        try (WeftProcess server = WeftProcess.serve(arguments.toArray(String[]::new))) {
            Peer peer = new Peer(
                    browser(), "node", "browser-states.mjs", server.http("/").toString());
            peer.awaitLine("READY-FOR-REMOVAL");
            Files.delete(plugins.resolve("leaving.jar"));
            server.awaitOutput("leaving#1 drains");
            peer.say("REMOVED");
            peer.awaitLine("READY-FOR-STOP");
            server.terminate();
            server.awaitExit();
            peer.say("STOPPED");
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void threeBrowsersChatInRooms() throws Exception {
        requireChromium();
        try (WeftProcess server = WeftProcess.serve("--handler", "channels", "--history-size", "10")) {
            Peer peer =
                    new Peer(browser(), "node", "rooms.mjs", server.http("/").toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    @Test
    void theChatOfTheDocumentationWorksFromHereAndFromAnotherOrigin(@TempDir Path folder) throws Exception {
        requireChromium();
        String page = Files.readString(CHECKOUT.resolve("docs/channels.md"));
        Files.writeString(folder.resolve("index.html"), block(page, "html"));
        Files.writeString(folder.resolve("chat.js"), block(page, "js"));
        for (String library : List.of("weft-client.js", "weft-channels.js")) {
            Files.copy(CHECKOUT.resolve("web/js").resolve(library), folder.resolve(library));
        }
        try (WeftProcess server = WeftProcess.serve(
                "--handler", "channels", "--web-dir", folder.toString(), "--origin", "http://chat.example")) {
            Peer peer = new Peer(browser(), "node", "chat.mjs", server.http("/").toString(), folder.toString());
            assertEquals(0, peer.await(), peer::output);
        }
    }

    private static String block(String page, String language) {
        String start = "```" + language + "\n";
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf("```", from));
    }

    private static void requireChromium() {
        Installed.require(
                Files.isDirectory(PEERS.resolve("node_modules/playwright-core")),
                "playwright-core is not installed in interop/peers");
        Installed.require(chromium().isPresent(), "Chromium is not installed");
    }

    private static void copyPlugins(Path folder, String... handlers) throws IOException {
        for (String handler : handlers) {
            Files.copy(WeftProcess.jar("plugins", "weft-plugin-" + handler), folder.resolve(handler + ".jar"));
        }
    }

    /** A Python that has a library: the system's, if another comes first in the path. */
    private static String python(String library) throws Exception {
        for (String python : List.of("python3", "/usr/bin/python3")) {
            boolean isThere = Files.isExecutable(Path.of(python)) || Installed.isOnPath(python);
            if (isThere && new Peer(Map.of(), python, "-c", "import " + library).await() == 0) {
                return python;
            }
        }
        Installed.require(false, "Python's " + library + " is not installed");
        throw new AssertionError("required");
    }

    private static Map<String, String> browser() {
        return chromium().map(path -> Map.of("CHROMIUM", path.toString())).orElse(Map.of());
    }

    private static Optional<Path> chromium() {
        return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A program, such as a script of interop/peers, and what it says. */
    private static final class Peer {

        private final Process process;
        private final BufferedReader lines;
        private final List<String> seen = new ArrayList<>();

        Peer(Map<String, String> environment, String... command) throws IOException {
            this(PEERS, environment, command);
        }

        Peer(Path folder, Map<String, String> environment, String... command) throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            process = builder.start();
            lines = process.inputReader(StandardCharsets.UTF_8);
        }

        void awaitLine(String wanted) throws IOException {
            String line;
            while ((line = lines.readLine()) != null) {
                seen.add(line);
                if (line.equals(wanted)) {
                    return;
                }
            }
            throw new AssertionError("no " + wanted + " from the peer:\n" + output());
        }

        void say(String line) throws IOException {
            OutputStream stdin = process.getOutputStream();
            stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        }

        int await() throws Exception {
            lines.lines().forEach(seen::add);
            return process.waitFor();
        }

        String output() {
            return String.join("\n", seen);
        }
    }
}
