package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

import dev.weft.server.config.OnReplace;
import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HandlerLifecycleTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** What the handler was started with; null before. */
    private volatile HandlerContext given = mock();

    private class Noting implements MessageHandler {

        @Override
        public void start(HandlerContext context) throws Exception {
            calls.add("start");
            given = context;
        }

        @Override
        public void onMessage(Session session, Message message) {}

        @Override
        public void stop() {
            calls.add("stop");
        }
    }

    private HandlerLifecycle begin(Callable<MessageHandler> constructor) {
        return begin(constructor, (generation, tasks) -> mock(HandlerContext.class));
    }

    private static HandlerLifecycle begin(Callable<MessageHandler> constructor, HandlerContextFactory contexts) {
        CopiedJar jar = new CopiedJar(Path.of("a.jar"), Path.of("a.jar"), "0000", 1);
        HandlerDescriptor descriptor = new HandlerDescriptor("a.A", "a", "", List.of());
        PluginDescriptor plugin = new PluginDescriptor(jar, "", List.of(descriptor), List.of(), List.of(), false);
        Generation generation = new Generation(
                plugin, descriptor, new HandlerSlot(OnReplace.HANDOVER), HandlerLifecycleTest.class.getClassLoader());
        HandlerLifecycle lifecycle = HandlerLifecycle.begin(generation, constructor, contexts, LIMIT, Thread::sleep);
        lifecycle.awaitStart();
        return lifecycle;
    }

    private static void stop(HandlerLifecycle lifecycle) {
        lifecycle.beginStop();
        lifecycle.awaitStop();
    }

    @Test
    void goesFromTheStartToTheStop() {
        HandlerLifecycle lifecycle = begin(Noting::new);
        assertTrue(lifecycle.generation().isActive());

        stop(lifecycle);
        stop(lifecycle);

        assertEquals(HandlerState.STOPPED, lifecycle.generation().state());
        assertEquals(List.of("start", "stop"), calls);
        assertThrows(IllegalStateException.class, lifecycle.generation()::handler);
    }

    @Test
    void endsTheContextWithTheHandler() {
        HandlerLifecycle lifecycle = begin(Noting::new);

        stop(lifecycle);

        assertThrows(IllegalStateException.class, given::tasks);
    }

    @Test
    void isOverWhenTheStartThrows() {
        HandlerLifecycle lifecycle = begin(() -> new Noting() {
            @Override
            public void start(HandlerContext context) throws Exception {
                super.start(context);
                throw new IllegalStateException("not today");
            }
        });

        assertEquals(HandlerState.FAILED, lifecycle.generation().state());
        assertTrue(lifecycle.generation().reason().contains("not today"), lifecycle.generation()::reason);
        assertThrows(IllegalStateException.class, given::tasks);

        stop(lifecycle);
        assertEquals(List.of("start"), calls, "what has not started is not stopped");
    }

    @Test
    void runsNothingOfAHandlerWhoseSettingsAreWrong() {
        HandlerLifecycle lifecycle = begin(
                () -> {
                    calls.add("constructor");
                    return new Noting();
                },
                (generation, tasks) -> {
                    throw new HandlerContextFactory.BadSettings("a.properties line 1: word: already set");
                });

        assertEquals(HandlerState.FAILED, lifecycle.generation().state());
        assertEquals(
                "a.properties line 1: word: already set", lifecycle.generation().reason());
        assertEquals(List.of(), calls);
    }
}
