package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import dev.weft.testsupport.Certificates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of sessions, settings and memory when a handler is replaced, removed or brought back. */
class RedeployIT {

    /** Replaced so often, a handler that leaves something behind each time is seen. */
    private static final int REDEPLOYMENTS = Length.of(12, 50);

    private static final Pattern METASPACE = Pattern.compile("Metaspace +used (\\d+)K");

    /** A handler that greets whom it takes over. */
    private static final String GREETING =
            "public boolean onHandOver(Session session) { session.send(\"moved\"); return true; }";

    @TempDir
    private Path temp;

    private Path plugins;
    private Path conf;

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectories(temp.resolve("plugins"));
        conf = Files.createDirectories(temp.resolve("conf"));
    }

    private WeftProcess serve(String id, String... more) throws Exception {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--plugins-dir", plugins.toString(), "--conf-dir", conf.toString(), "--handler", id},
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return WeftProcess.serve(arguments);
    }

    /** A handler that answers with this text, and has this in its class as well. */
    private void put(String id, String answer, String member) {
        PluginJar.named(id + ".jar")
                .handler("com.example.It", """
                        @Handler("%s")
                        public final class It implements MessageHandler {
                            %s
                            @Override
                            public void onMessage(Session session, Message message) throws Exception {
                                %s
                            }
                        }
                        """.formatted(id, member, answer))
                .in(plugins);
    }

    private static void awaitReply(JdkClient client, String reply) {
        Await.until(
                () -> {
                    try {
                        return client.send("?").next().equals("text " + reply);
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                },
                () -> "nobody answers " + reply);
    }

    @Test
    void anIdleSessionMovesByItself() throws Exception {
        put("quiet", "session.send(\"one\");", "");
        try (WeftProcess server = serve("quiet");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text one", client.send("?").next());

            put("quiet", "session.send(\"two\");", GREETING);

            assertEquals("text moved", client.next());
            assertEquals("text two", client.send("?").next());
        }
    }

    @Test
    void anIdleSessionOverTlsMovesByItself() throws Exception {
        Certificates certificates = new Certificates(temp).issue("server");
        String certificate = certificates.certificate("server", "server.crt").toString();
        String key = certificates.key("server", "server.key").toString();
        put("quiet", "session.send(\"one\");", "");
        try (WeftProcess server = serve("quiet", "--tls-cert", certificate, "--tls-key", key);
                HttpClient http = HttpClient.newBuilder()
                        .sslContext(certificates.client())
                        .build();
                JdkClient client = JdkClient.connect(http, server.wss("/"))) {
            assertEquals("text one", client.send("?").next());

            put("quiet", "session.send(\"two\");", GREETING);

            assertEquals("text moved", client.next());
            assertEquals("text two", client.send("?").next());
        }
    }

    @Test
    void aSessionThatCannotMoveIsClosedAfterTheDrainTimeAndFindsTheNewHandlerWhenItComesBack() throws Exception {
        put("room", "session.attach(new It()); session.send(\"one\");", "");
        try (WeftProcess server = serve("room", "--drain-timeout", "300ms");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text one", client.send("?").next());

            put("room", "session.send(\"two\");", "");

            assertEquals("close 1012 handler replaced, connect again", client.next());
            try (JdkClient again = JdkClient.connect(server.ws("/"))) {
                assertEquals("text two", again.send("?").next());
            }
        }
    }

    @Test
    void aHandlerThatNeverReturnsIsInterruptedAndItsClassesAreGone() throws Exception {
        put("stuck", "session.send(\"asleep\"); Thread.sleep(600_000);", "");
        try (WeftProcess server = serve("stuck", "--drain-timeout", "100ms", "--close-timeout", "200ms");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text asleep", client.send("?").next());

            put("stuck", "session.send(\"awake\");", "");

            assertTrue(client.next().startsWith("close 1012"));
            try (JdkClient again = JdkClient.connect(server.ws("/"))) {
                assertEquals("text awake", again.send("?").next());
            }
            awaitLiveGenerations(server, 1);
        }
    }

    @Test
    void aRemovedHandlerAnswers503AndComesBackWithItsFile() throws Exception {
        put("echo", "session.send(\"one\");", "");
        byte[] jar = Files.readAllBytes(plugins.resolve("echo.jar"));
        try (WeftProcess server = serve("echo");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text one", client.send("?").next());

            Files.delete(plugins.resolve("echo.jar"));
            server.awaitOutput("echo.jar is gone: echo#1 drains, and new clients get 503");
            assertEquals(503, upgradeStatus(server));
            assertEquals("text one", client.send("?").next(), "who is there is served on");

            Files.write(plugins.resolve("echo.jar"), jar);
            server.awaitOutput("has replaced");
            assertEquals("text one", client.send("?").next());
            assertEquals(101, upgradeStatus(server));
        }
    }

    @Test
    void theLastContentWinsHoweverFastItIsReplaced() throws Exception {
        put("echo", "session.send(\"0\");", "");
        try (WeftProcess server = serve("echo");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            for (int i = 1; i <= 30; i++) {
                put("echo", "session.send(\"" + i + "\");", "");
            }

            awaitReply(client, "30");
        }
    }

    @Test
    void aHandlerMayReplaceItselfFromItsOwnCallback() throws Exception {
        put("self", "session.send(\"new\");", "");
        Path fresh = Files.move(plugins.resolve("self.jar"), temp.resolve("fresh"));
        Path own = plugins.resolve("self.jar");
        put(
                "self",
                "java.nio.file.Files.copy(java.nio.file.Path.of(\"" + fresh + "\"), java.nio.file.Path.of(\"" + own
                        + "\"), java.nio.file.StandardCopyOption.REPLACE_EXISTING); session.send(\"old\");",
                "");
        try (WeftProcess server = serve("self");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text old", client.send("?").next());

            server.awaitOutput("self#2 .* has replaced");
            assertEquals("text new", client.send("?").next());
        }
    }

    @Test
    void changedSettingsStartTheHandlerAnewAndWrongOnesChangeNothing() throws Exception {
        put(
                "greeter",
                "session.send(word);",
                "private String word; public void start(HandlerContext context) {"
                        + " word = context.config().text(\"word\", \"?\") + context.config().number(\"times\", 1, 1, 9); }");
        Path file = Files.writeString(conf.resolve("greeter.properties"), "word=Hi\n");
        try (WeftProcess server = serve("greeter");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text Hi1", client.send("?").next());

            Files.writeString(file, "word=Hello\ntimes=3\n");
            awaitReply(client, "Hello3");
            Files.writeString(file, "word=Bye\ntimes=ten\n");
            server.awaitOutput(
                    "greeter#3 .*FAILED, greeter#2 goes on: start threw .*times=ten: a whole number from 1 to 9");
            assertEquals("text Hello3", client.send("?").next());
            Files.writeString(file, "word=Bye\n");
            awaitReply(client, "Bye1");
        }
    }

    @Test
    void tasksEndWithTheirGeneration() throws Exception {
        put(
                "ticker",
                "session.send(\"watching\");",
                "public void start(HandlerContext context) { context.tasks().every(java.time.Duration.ofMillis(20),"
                        + " () -> context.sessions().forEach(s -> s.offer(Message.text(\"old\")))); }");
        try (WeftProcess server = serve("ticker");
                JdkClient client = JdkClient.connect(server.ws("/"))) {
            assertEquals("text old", client.next());

            put("ticker", "session.send(\"quiet\");", "");
            server.awaitOutput("has replaced");
            awaitLiveGenerations(server, 1);

            // A fence: whatever the old generation sent was sent before its classes were gone.
            client.send("?");
            String line = client.next();
            while (line.equals("text old")) {
                line = client.next();
            }
            assertEquals("text quiet", line);
            assertTrue(client.heardNothing());
        }
    }

    @Test
    void replacingAHandlerWithItsOwnJacksonLeavesMemoryAsItWas() throws Exception {
        byte[] jar = Files.readAllBytes(WeftProcess.jar("plugins", "weft-plugin-json-command"));
        Path file = Files.write(plugins.resolve("json.jar"), jar);
        ProcessBuilder builder = WeftProcess.builder(
                "serve", "--port", "0", "--plugins-dir", plugins.toString(), "--handler", "json-command");
        // Interpreted: what the compilers note of methods lies in the metaspace too, and grows as long as code gets
        // warmer.
        builder.environment().put("JAVA_OPTS", "-Xint");
        try (WeftProcess server = WeftProcess.run(builder)) {
            server.awaitListening();
            long heap = 0;
            long metaspace = 0;
            for (int i = 1; i <= REDEPLOYMENTS; i++) {
                Files.write(file, withEntry(jar, i));
                server.awaitOutput("json-command#" + (i + 1) + " .* has replaced");
                try (JdkClient client = JdkClient.connect(server.ws("/"))) {
                    assertTrue(client.send("{\"command\":\"add\",\"args\":[1,2]}")
                            .next()
                            .contains("3"));
                }
                if (i == 2) {
                    awaitLiveGenerations(server, 1);
                    heap = LiveHeap.of(server);
                    metaspace = metaspaceKib(server);
                }
            }
            awaitLiveGenerations(server, 1);
            long heapNow = LiveHeap.of(server);
            long metaspaceNow = metaspaceKib(server);

            System.out.printf(
                    "%d redeployments of json-command with its Jackson: heap %,d to %,d bytes, metaspace %,d to %,d KiB%n",
                    REDEPLOYMENTS, heap, heapNow, metaspace, metaspaceNow);
            assertTrue(heapNow < heap * 1.05, () -> "the heap has grown:\n" + server.output());
            assertTrue(metaspaceNow < metaspace * 1.05, () -> "the metaspace has grown:\n" + server.output());
        }
    }

    private static byte[] withEntry(byte[] jar, int number) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                JarOutputStream out = new JarOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(out);
                out.closeEntry();
            }
            out.putNextEntry(new ZipEntry("number.txt"));
            out.write(Integer.toString(number).getBytes(StandardCharsets.UTF_8));
            out.closeEntry();
        }
        return bytes.toByteArray();
    }

    private static long metaspaceKib(WeftProcess server) throws IOException {
        String jcmd = System.getProperty("java.home") + "/bin/jcmd";
        Process process = new ProcessBuilder(jcmd, Long.toString(server.pid()), "VM.metaspace", "basic").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher used = METASPACE.matcher(text);
        assertTrue(used.find(), text);
        return Long.parseLong(used.group(1));
    }

    /** Waits until only so many plugins' classes are in memory, collecting garbage meanwhile. */
    static void awaitLiveGenerations(WeftProcess server, int count) {
        Await.until(
                () -> {
                    try {
                        LiveHeap.of(server);
                        return get(server, "/api/handlers").contains("\"liveGenerations\":" + count + "}");
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                () -> "there are not " + count + " generations left:\n" + server.output());
    }

    private static String get(WeftProcess server, String path) throws IOException {
        try (InputStream in = server.http(path).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int upgradeStatus(WeftProcess server) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.write(RawClient.handshake("/"));
            return Integer.parseInt(client.readHead().substring("HTTP/1.1 ".length(), "HTTP/1.1 101".length()));
        }
    }
}
