package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat of docs/topics.md on the packaged server: to many, with a slow one among them, replaced, and come back to. */
class TopicsIT {

    private static final Path PAGE = Path.of("../docs/topics.md");
    private static final String MARK = "text \u001e";

    @TempDir
    private Path plugins;

    @BeforeEach
    void putTheChatOfTheDocumentation() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("@Handler(value = \"chat\"");
        put(page.substring(start, page.indexOf("```", start)));
    }

    private void put(String chat) {
        PluginJar.named("chat.jar").handler("com.example.Chat", chat).in(plugins);
    }

    private WeftProcess serve(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("--plugins-dir", plugins.toString(), "--handler", "chat"));
        arguments.addAll(List.of(more));
        return WeftProcess.serve(arguments.toArray(String[]::new));
    }

    /** Connects, and says so; whoever is there hears it, so that it is known who is subscribed. */
    private static JdkClient join(WeftProcess server, String query, String name) throws InterruptedException {
        JdkClient client = JdkClient.connect(server.ws("/" + query));
        client.send(name + " is here");
        awaitText(client, name + " is here");
        return client;
    }

    private static void awaitText(JdkClient client, String text) throws InterruptedException {
        String next = client.next();
        while (next.startsWith(MARK)) {
            next = client.next();
        }
        assertEquals("text " + text, next);
    }

    private static String markAndText(JdkClient client, String text) throws InterruptedException {
        String mark = client.next();
        assertTrue(mark.startsWith(MARK + "m room "), mark);
        assertEquals("text " + text, client.next());
        return mark.substring((MARK + "m room ").length());
    }

    @Test
    void aMessageReachesEverybodyInOneOrder() throws Exception {
        try (WeftProcess server = serve()) {
            List<JdkClient> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                JdkClient fresh = join(server, "", "c" + i);
                for (JdkClient each : clients) {
                    awaitText(each, "c" + i + " is here");
                }
                clients.add(fresh);
            }
            for (int i = 0; i < 100; i++) {
                clients.get(i % clients.size()).send("m" + i);
            }
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                order.add(clients.get(0).next());
            }
            assertEquals(100, order.stream().distinct().count());
            for (JdkClient each : clients.subList(1, clients.size())) {
                for (String expected : order) {
                    assertEquals(expected, each.next());
                }
            }
            clients.forEach(JdkClient::close);
        }
    }

    @Test
    void whoWasCutOffGetsWhatItMissed() throws Exception {
        try (WeftProcess server = serve("--history-size", "3");
                JdkClient ben = join(server, "", "Ben")) {
            JdkClient anna = JdkClient.connect(server.ws("/?weft-resume="));
            assertTrue(anna.next().startsWith(MARK + "n room "));
            ben.send("1");
            awaitText(ben, "1");
            String seen = markAndText(anna, "1");
            anna.close();
            ben.send("2").send("3");
            awaitText(ben, "2");
            awaitText(ben, "3");

            try (JdkClient again = JdkClient.connect(server.ws("/?weft-resume=room:" + seen))) {
                assertEquals(MARK + "b room", again.next());
                markAndText(again, "2");
                String last = markAndText(again, "3");
                assertEquals(MARK + "r room ok " + last, again.next());
            }
            for (String text : List.of("4", "5")) {
                ben.send(text);
                awaitText(ben, text);
            }
            try (JdkClient late = JdkClient.connect(server.ws("/?weft-resume=room:" + seen))) {
                assertTrue(late.next().startsWith(MARK + "r room lost "));
            }
        }
    }

    @Test
    void subscriptionsAndPositionsOutliveTheHandler() throws Exception {
        try (WeftProcess server = serve();
                JdkClient anna = join(server, "?weft-resume=", "Anna");
                JdkClient ben = join(server, "", "Ben")) {
            String seen = markAndText(anna, "Ben is here");
            String newer = Files.readString(PAGE);
            int start = newer.indexOf("@Handler(value = \"chat\"");
            put(newer.substring(start, newer.indexOf("```", start))
                    .replace("room.publish(message);", "room.publish(Message.text(\"new: \" + message.size()));"));
            Await.until(
                    () -> {
                        try {
                            ben.send("hello");
                            return ben.next().equals("text new: 5");
                        } catch (InterruptedException stopped) {
                            throw new IllegalStateException(stopped);
                        }
                    },
                    () -> "the new chat does not answer " + server.output());

            String next = anna.next();
            assertTrue(next.startsWith(MARK + "m room "), "Anna is subscribed still: " + next);
            try (JdkClient again = JdkClient.connect(server.ws("/?weft-resume=room:" + seen))) {
                assertEquals(MARK + "b room", again.next());
            }
        }
    }

    @Test
    void oneThatDoesNotReadIsClosedAndTheOthersMissNothing() throws Exception {
        String large = "x".repeat(20_000);
        try (WeftProcess server = serve("--send-queue-size", "64KiB", "--history-size", "4");
                JdkClient ben = join(server, "", "Ben");
                RawClient stopped = RawClient.open(server.port(), "/")) {
            stopped.text("stops");
            awaitText(ben, "stops");
            // More than the kernel's buffers and the queue hold together.
            for (int i = 0; i < 1000; i++) {
                ben.send(large);
                awaitText(ben, large);
            }
            Await.until(() -> server.output().contains("1013 reads too slowly"), server::output);
        }
    }
}
