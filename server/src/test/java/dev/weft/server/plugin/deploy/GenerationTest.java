package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.config.OnReplace;
import dev.weft.server.plugin.CopiedJar;
import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.HandlerState;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.PluginReport;
import dev.weft.server.plugin.inspect.SpiLoader;
import dev.weft.spi.MessageHandler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GenerationTest {

    private final MessageHandler handler = (session, message) -> {};
    private final HandlerDescriptor descriptor = new HandlerDescriptor("a.A", "chat", "Talks.", List.of("v1"));
    private final Path jar = Path.of("plugins/chat.jar");
    private final PluginDescriptor plugin = new PluginDescriptor(
            new CopiedJar(jar, Path.of("copy.jar"), "", 2),
            "1.2",
            List.of(descriptor),
            List.of(),
            List.of("a warning"),
            false);
    private final Generation generation =
            new Generation(plugin, descriptor, new HandlerSlot(OnReplace.HANDOVER), new SpiLoader());

    @Test
    void tellsWhatTheListingSays() {
        assertEquals("chat", generation.id());
        assertEquals("Talks.", generation.description());
        assertEquals("1.2", generation.version());
        assertEquals(jar, generation.jar());
        assertEquals(1, generation.number());
        assertEquals(List.of("v1"), generation.subprotocols());
    }

    @Test
    void isActiveBetweenItsStartAndItsStop() {
        assertFalse(generation.isActive());

        generation.started(handler);
        assertTrue(generation.isActive());
        assertSame(handler, generation.handler());

        assertTrue(generation.stopping());
        assertFalse(generation.isActive());
        assertFalse(generation.stopping());
    }

    @Test
    void neverServesAfterItFailedToStart() {
        generation.failed("start threw");
        generation.started(handler);

        assertFalse(generation.isActive());
        assertEquals("start threw", generation.reason());
        assertThrows(IllegalStateException.class, generation::handler);
        assertFalse(generation.stopping());
    }

    @Test
    void reportsItsStateAsOfNow() {
        generation.started(handler);
        PluginReport active = new PluginReport(
                jar, "chat", "Talks.", List.of("v1"), "1.2", HandlerState.ACTIVE, "", List.of("a warning"));
        assertEquals(active, generation.report());

        generation.stopping();
        assertEquals(active.in(HandlerState.STOPPED, ""), generation.report());
    }

    @Nested
    @DisplayName("LinkageErrors: three in a row of one kind of callback make it FAILED")
    class Linkage {

        @Test
        void staysActiveAfterTwo() {
            generation.started(handler);

            generation.linkageFailed(Generation.Callback.MESSAGE, "a");
            generation.linkageFailed(Generation.Callback.MESSAGE, "b");

            assertTrue(generation.isActive());
        }

        @Test
        void isFailedAfterThreeAndTellsTheOperatorToRebuild() {
            generation.started(handler);

            generation.linkageFailed(Generation.Callback.MESSAGE, "a");
            generation.linkageFailed(Generation.Callback.MESSAGE, "b");
            generation.linkageFailed(Generation.Callback.MESSAGE, "java.lang.NoSuchMethodError: x");

            assertEquals(HandlerState.FAILED, generation.state());
            assertEquals(
                    "its classes do not link (java.lang.NoSuchMethodError: x): rebuild it against SPI 0.2, with its"
                            + " libraries inside its JAR",
                    generation.reason());
        }

        @Test
        void countsAgainAfterASuccess() {
            generation.started(handler);
            generation.linkageFailed(Generation.Callback.MESSAGE, "a");
            generation.linkageFailed(Generation.Callback.MESSAGE, "b");

            generation.succeeded(Generation.Callback.MESSAGE);
            generation.linkageFailed(Generation.Callback.MESSAGE, "c");
            generation.linkageFailed(Generation.Callback.MESSAGE, "d");

            assertTrue(generation.isActive());
        }

        @Test
        void countsAfterASuccessOfAnotherKind() {
            generation.started(handler);
            for (int i = 0; i < 3; i++) {
                generation.succeeded(Generation.Callback.OPEN);
                generation.linkageFailed(Generation.Callback.MESSAGE, "a");
                generation.succeeded(Generation.Callback.CLOSE);
            }

            assertEquals(HandlerState.FAILED, generation.state());
        }

        @Test
        void staysActiveHoweverOftenAHandOverFails() {
            generation.started(handler);
            for (int i = 0; i < 10; i++) {
                generation.linkageFailed(Generation.Callback.HAND_OVER, "a");
            }

            assertTrue(generation.isActive());
        }

        @Test
        void stillHasToBeStoppedWhenItFailedWhileItServed() {
            generation.started(handler);
            for (int i = 0; i < 3; i++) {
                generation.linkageFailed(Generation.Callback.MESSAGE, "a");
            }

            assertTrue(generation.stopping());
            assertFalse(generation.stopping());
        }
    }
}
