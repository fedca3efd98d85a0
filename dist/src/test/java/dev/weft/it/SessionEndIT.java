package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.PluginJar;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session ends once, whoever ends it, and whatever is being sent just then. */
class SessionEndIT {

    private static final int RACES = 20;

    /** "stream" sends without an end, "race" closes from eight threads while four send, "calls" tells what happened. */
    private static final String BUSY = """
            @Handler("busy")
            public final class Busy implements MessageHandler {
                private final java.util.Queue<String> calls = new java.util.concurrent.ConcurrentLinkedQueue<>();

                public void onMessage(Session session, Message message) throws Exception {
                    switch (((Message.Text) message).text()) {
                        case "stream" -> send(session);
                        case "race" -> {
                            java.util.concurrent.CountDownLatch start = new java.util.concurrent.CountDownLatch(1);
                            for (int i = 0; i < 4; i++) {
                                Thread.startVirtualThread(() -> send(session));
                            }
                            for (int i = 0; i < 8; i++) {
                                CloseStatus status = new CloseStatus(4000 + i, "");
                                Thread.startVirtualThread(() -> {
                                    try {
                                        start.await();
                                        session.close(status);
                                    } catch (InterruptedException stopped) {
                                        calls.add("interrupted");
                                    }
                                });
                            }
                            start.countDown();
                        }
                        default -> {
                            StringBuilder news = new StringBuilder();
                            for (String call = calls.poll(); call != null; call = calls.poll()) {
                                news.append(call).append(' ');
                            }
                            session.send(news.toString().strip());
                        }
                    }
                }

                private void send(Session session) {
                    try {
                        while (true) {
                            session.send("on and on");
                        }
                    } catch (SessionClosedException ended) {
                        calls.add("told");
                    }
                }

                public void onClose(Session session, CloseStatus status) {
                    calls.add("close" + status.code());
                }
            }
            """;

    @TempDir
    private Path plugins;

    private WeftProcess server;

    @BeforeEach
    void start() throws Exception {
        PluginJar.named("busy.jar").handler("com.example.Busy", BUSY).in(plugins);
        server = WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "busy");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aResetWhileTheHandlerSendsIsToldToItAndIsA1006() throws Exception {
        try (RawClient witness = RawClient.open(server.port(), "/")) {
            for (int i = 0; i < RACES; i++) {
                RawClient client = RawClient.open(server.port(), "/");
                client.text("stream");
                assertEquals("on and on", client.read().text());

                client.reset();

                assertEquals(List.of("told", "close1006"), calls(witness, 2));
            }
        }
    }

    @Test
    void manyClosesWhileOthersSendAreOneAndItIsTheLastFrame() throws Exception {
        try (RawClient witness = RawClient.open(server.port(), "/")) {
            for (int i = 0; i < RACES; i++) {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    client.text("race");

                    int code = client.awaitClose();
                    client.close(code);
                    assertNothingFollows(client);

                    assertTrue(code >= 4000 && code <= 4007, () -> "closed with " + code);
                    assertEquals(List.of("close" + code, "told", "told", "told", "told"), sorted(calls(witness, 5)));
                }
            }
        }
    }

    @Test
    void whenBothCloseAtOnceEachSendsOneAndTheSessionEndsOnce() throws Exception {
        try (RawClient witness = RawClient.open(server.port(), "/")) {
            for (int i = 0; i < RACES; i++) {
                try (RawClient client = RawClient.open(server.port(), "/")) {
                    client.text("race");
                    client.close(1000);

                    int code = client.awaitClose();
                    assertNothingFollows(client);

                    assertTrue(code == 1000 || (code >= 4000 && code <= 4007), () -> "closed with " + code);
                    List<String> calls = sorted(calls(witness, 5));
                    assertTrue(calls.getFirst().matches("close(1000|400[0-7])"), calls::toString);
                    assertEquals(List.of("told", "told", "told", "told"), calls.subList(1, calls.size()));
                }
            }
        }
    }

    /** After that, says goodbye in its turn: the server waits for it. */
    private static void assertNothingFollows(RawClient client) throws IOException {
        try {
            throw new AssertionError(
                    "after the Close came opcode " + client.read().opcode());
        } catch (EOFException nothing) {
            client.end();
        }
    }

    /** What happened since the last time: so many calls, and no more. */
    private static List<String> calls(RawClient witness, int count) {
        List<String> calls = new ArrayList<>();
        Await.until(
                () -> {
                    try {
                        witness.text("calls");
                        String more = witness.read().text();
                        calls.addAll(more.isEmpty() ? List.of() : List.of(more.split(" ", -1)));
                        return calls.size() >= count;
                    } catch (IOException gone) {
                        throw new AssertionError(gone);
                    }
                },
                () -> "only " + calls);
        return calls;
    }

    private static List<String> sorted(List<String> calls) {
        return calls.stream().sorted().toList();
    }
}
