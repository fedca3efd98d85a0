package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.testkit.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the carriers of all virtual threads, in callbacks or beside them, stops nobody else. */
class CarriersIT {

    /** Why 40? More than the server has carriers on any usual machine, also with those it adds for spinning callbacks. */
    private static final int CROWD = 40;

    private static final String GREEDY = """
            @Handler("greedy")
            public final class Greedy implements MessageHandler {
                private static volatile boolean over;
                private HandlerContext context;

                @Override
                public void start(HandlerContext started) {
                    context = started;
                }

                @Override
                public void onMessage(Session session, Message message) throws Exception {
                    switch (((Message.Text) message).text()) {
                        case "pin" -> pin();
                        case "pin tasks" -> crowd(session, Greedy::pin);
                        case "pin threads" -> crowdOfThreads(session, Greedy::pin);
                        case "spin tasks" -> crowd(session, Greedy::spin);
                        case "over" -> {
                            over = true;
                            session.send("over");
                        }
                        default -> session.send(message);
                    }
                }

                private void crowd(Session session, Runnable work) {
                    for (int i = 0; i < %d; i++) {
                        context.tasks().run(work::run);
                    }
                    session.send("begun");
                }

                private void crowdOfThreads(Session session, Runnable work) {
                    for (int i = 0; i < %d; i++) {
                        Thread.ofVirtual().start(work);
                    }
                    session.send("begun");
                }

                private static void pin() {
                    synchronized (new Object()) {
                        while (!over) {
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    }
                }

                private static void spin() {
                    while (!over) {
                        Thread.onSpinWait();
                    }
                }
            }
            """.formatted(CROWD, CROWD);

    @TempDir
    private Path plugins;

    private WeftProcess serve() throws Exception {
        PluginJar.named("greedy.jar").handler("com.example.Greedy", GREEDY).in(plugins);
        return WeftProcess.serve("--plugins-dir", plugins.toString(), "--handler", "greedy", "--log-level", "debug");
    }

    private static JdkClient client(WeftProcess server) {
        return JdkClient.connect(server.ws("/"));
    }

    private static void assertAnswers(WeftProcess server) throws Exception {
        try (JdkClient newcomer = client(server)) {
            assertEquals("text hello", newcomer.send("hello").next());
        }
    }

    @Test
    void callbacksThatArePinnedStopNobodyElse() throws Exception {
        try (WeftProcess server = serve()) {
            List<JdkClient> pinned = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                pinned.add(client(server).send("pin"));
            }

            assertAnswers(server);

            try (JdkClient ender = client(server)) {
                assertEquals("text over", ender.send("over").next());
            }
            for (JdkClient each : pinned) {
                assertEquals("text still here", each.send("still here").next());
                each.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pin tasks", "pin threads", "spin tasks"})
    void whatPluginsDoBesideTheirCallbacksStopsNobodyElse(String what) throws Exception {
        try (WeftProcess server = serve();
                JdkClient greedy = client(server)) {
            assertEquals("text begun", greedy.send(what).next());

            assertAnswers(server);
            assertEquals("text over", greedy.send("over").next());
            assertAnswers(server);
        }
    }
}
