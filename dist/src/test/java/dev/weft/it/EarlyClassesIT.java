package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever has a static initialiser has been initialised before a plugin can fill the heap: one that fails for lack of
 * memory would be broken for the rest of the process.
 */
class EarlyClassesIT {

    /** A class that the JVM initialises; those without a static initialiser cannot fail. */
    private static final Pattern INITIALIZING = Pattern.compile("Initializing '([\\w/$]+)'( ?\\(no method\\))?");

    /** What the server is made of; the commands are busy only at its start and end. */
    private static final Pattern OURS = Pattern.compile("(dev/weft/(?!server/command/)|org/slf4j/|ch/qos/logback/).*");

    /** By a lambda of the plugin's that boxes, as seen when a heap was full. */
    private static final Set<String> NEEDED_BY_LAMBDAS = Set.of(
            "java/lang/invoke/InnerClassLambdaMetafactory$SerializationSupport",
            "java/lang/invoke/TypeConvertingMethodAdapter$BoxHolder",
            "java/util/concurrent/ConcurrentHashMap$TreeBin");

    private static final String MARK = "com/example/Talker";

    private static final String TALKER = """
        @Handler("talker")
        public final class Talker implements MessageHandler {
            private static final Object MADE = new Object();
            private final java.util.Map<Long, Integer> seen = new java.util.concurrent.ConcurrentHashMap<>();
            private HandlerContext context;

            @Override
            public void start(HandlerContext context) {
                this.context = context;
            }

            @Override
            public void onMessage(Session session, Message message) throws Exception {
                switch (message instanceof Message.Text text ? text.text() : "") {
                    case "fail" -> throw new IllegalStateException("as it was told", new Exception("so"));
                    case "overflow" -> overflow();
                    case "no memory" -> throw new OutOfMemoryError("as it was told");
                    case "no class" -> throw new NoClassDefFoundError("Could not initialize class java.lang.String");
                    case "missing" -> throw new NoClassDefFoundError("com/acme/Missing");
                    case "leave" -> throw new CloseException(new CloseStatus(4000, "bye"));
                    case "log" -> context.logger().log(System.Logger.Level.WARNING, "as it was told");
                    case "task" -> context.tasks().run(() -> session.offer(message));
                    default -> { }
                }
                session.send(message);
            }

            private static int overflow() {
                return overflow() + 1;
            }

            @Override
            public void onClose(Session session, CloseStatus status) {
                seen.merge(session.id(), 1, Integer::sum);
            }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void nothingOfTheServersIsInitializedAfterTheFirstPlugin() throws Exception {
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        Path log = folder.resolve("init.log");
        PluginJar.named("talker.jar").handler("com.example.Talker", TALKER).in(plugins);
        ProcessBuilder builder =
                WeftProcess.builder("serve", "--port=0", "--plugins-dir=" + plugins, "--handler=talker");
        builder.environment().put("WEFT_JAVA_OPTS", "-Xlog:class+init=info:file=" + log);
        try (WeftProcess server = WeftProcess.run(builder)) {
            server.awaitListening();
            for (String what :
                    List.of("hello", "log", "task", "fail", "overflow", "no memory", "no class", "missing")) {
                say(server, what);
            }
            say(server, "leave");
            breakRules(server);
            askForPages(server);
            say(server, "last");
            List<String> lines = Files.readAllLines(log);

            List<String> late = lines.stream()
                    .dropWhile(line -> !line.contains("'" + MARK + "'"))
                    .map(INITIALIZING::matcher)
                    .filter(line -> line.find() && line.group(2) == null)
                    .map(line -> line.group(1))
                    .filter(EarlyClassesIT::mustBeEarly)
                    .toList();

            assertTrue(lines.stream().anyMatch(line -> line.contains("'" + MARK + "'")), "the plugin has not started");
            assertEquals(List.of(), late);
        }
    }

    private static boolean mustBeEarly(String name) {
        return OURS.matcher(name).matches() || NEEDED_BY_LAMBDAS.contains(name);
    }

    private static void say(WeftProcess server, String what) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.text(what);
            RawClient.Frame answer = client.readAndPong();
            if (answer.opcode() == RawClient.TEXT) {
                client.close(1000);
                client.awaitClose();
            }
        }
    }

    private static void breakRules(WeftProcess server) throws IOException {
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.write(RawClient.message(3, new byte[1]));
            assertEquals(1002, client.awaitClose());
        }
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.write(RawClient.fragment(RawClient.TEXT, new byte[] {(byte) 0xFF}));
            assertEquals(1007, client.awaitClose());
        }
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.write(RawClient.beginning(RawClient.BINARY, 1 << 30, new byte[1]));
            assertEquals(1009, client.awaitClose());
        }
        try (RawClient client = RawClient.open(server.port(), "/")) {
            client.write(RawClient.beginning(RawClient.BINARY, 1000, new byte[1]));
            client.reset();
        }
    }

    private static void askForPages(WeftProcess server) throws IOException {
        for (String request :
                List.of("GET / HTTP/1.1", "GET /api/handlers HTTP/1.1", "OPTIONS * HTTP/1.1", "nonsense")) {
            try (RawClient client = RawClient.connect(server.port())) {
                client.write((request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                client.readHead();
            }
        }
    }
}
