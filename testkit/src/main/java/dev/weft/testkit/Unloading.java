package dev.weft.testkit;

import dev.weft.server.config.ServerConfig;
import dev.weft.server.connection.ConnectionRegistry;
import dev.weft.server.connection.Connections;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.deploy.Generation;
import dev.weft.server.plugin.deploy.HandlerRegistry;
import dev.weft.server.plugin.deploy.ReplacementPolicy;
import dev.weft.server.plugin.source.PluginFolder;
import dev.weft.server.plugin.unload.LeakSuspects;
import dev.weft.server.topic.TopicHub;
import dev.weft.server.web.WebSite;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Tasks;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Uses a plugin, stops it, and checks whether anything holds its classes. */
final class Unloading {

    private final Scene scene = new Scene();
    private final ConnectionRegistry connections = new ConnectionRegistry();
    private final TopicHub topics =
            new TopicHub(InMemoryServer.config(List.of("none"), Map.of()).topics(), System::nanoTime);
    private final FakeOperator operator = new FakeOperator(scene).answersAll(question -> "yes");
    private final Path jar;

    private Unloading(Path jar) {
        this.jar = jar;
    }

    static void check(Path jar, List<String> messages) {
        // In a separate method, so that its variables are gone when it has returned.
        WeakReference<ClassLoader> classes = new Unloading(jar).use(messages);
        if (!isCollected(classes)) {
            throw new AssertionError(jar + " is still in memory after its handlers have stopped: " + suspects(classes));
        }
    }

    private WeakReference<ClassLoader> use(List<String> messages) {
        List<String> ids = ids();
        HandlerRegistry handlers = HandlerRegistry.load(
                PluginFolder.ofFiles(List.of(jar)), ids, this::contextOf, ReplacementPolicy.DEFAULT);
        handlers.serve(connections);
        try {
            for (Generation generation : handlers.chosen()) {
                if (!generation.isActive()) {
                    throw new AssertionError(generation.id() + " did not start: " + generation.reason());
                }
            }
            WebSite site = new WebSite(Path.of("none"), () -> new byte[0]);
            ServerConfig config = InMemoryServer.config(ids, Map.of());
            InMemoryServer server =
                    new InMemoryServer(scene, Callbacks.UNKNOWN, new Connections(config, handlers, site, connections));
            for (String id : ids) {
                talk(server, id, messages);
            }
            server.stop();
            return new WeakReference<>(handlers.chosen().getFirst().loader());
        } finally {
            handlers.stop();
        }
    }

    private List<String> ids() {
        return HandlerRegistry.list(PluginFolder.ofFiles(List.of(jar))).stream()
                .map(PluginReport::id)
                .toList();
    }

    private static void talk(InMemoryServer server, String id, List<String> messages) {
        TestClient client = new ClientRequest(server, "/ws/" + id).connect();
        messages.forEach(client::sendText);
        client.close().awaitEnd();
        // A client that stays until the server closes it.
        TestClient staying = new ClientRequest(server, "/ws/" + id).connect();
        messages.forEach(staying::sendText);
    }

    private HandlerContext contextOf(Generation generation, Tasks tasks) {
        return new HarnessContext(
                generation,
                Map.of(),
                System.getLogger("weft.handler." + generation.id()),
                operator.asHandlersSeeIt(connections.sessionEnds()),
                tasks,
                topics.topicsOf(generation.id()),
                connections);
    }

    private static boolean isCollected(WeakReference<ClassLoader> classes) {
        long deadline = System.nanoTime() + Scene.PATIENCE.toNanos();
        // A virtual thread that is ending may hold the loader for a moment longer.
        while (!classes.refersTo(null) && System.nanoTime() < deadline) {
            System.gc();
            Thread.onSpinWait();
        }
        return classes.refersTo(null);
    }

    private static String suspects(WeakReference<ClassLoader> classes) {
        ClassLoader held = classes.get();
        return held == null ? "no longer" : LeakSuspects.of(held);
    }
}
