package dev.weft.server.plugin.source;

import static dev.weft.server.plugin.deploy.RegistryFixture.report;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.HandlerState;
import dev.weft.testkit.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults that are not the JAR's own: they pass, and then it is taken. */
class PluginInventoryFaultsTest extends PluginInventoryFixture {

    @Test
    void triesAgainWhatCouldNotBeCopiedForNow() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        // As if the disk were full: there can be no work folder where a file lies.
        Files.write(fixture.work, new byte[0]);
        inventory.begin(now);
        assertEquals(HandlerState.PENDING, reports().get(0).state());
        assertTrue(reasonOf(file).endsWith("it will be retried"), () -> reasonOf(file));

        assertFalse(lookAfter(Duration.ofMillis(900)), "not at every look");
        assertFalse(lookAfter(Duration.ofMillis(100)), "it is said once");
        Files.delete(fixture.work);
        assertFalse(lookAfter(Duration.ofMillis(1_900)), "it takes longer each time");
        assertTrue(lookAfter(Duration.ofMillis(100)));

        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }

    @Test
    void waitsHalfAMinuteAtMostBetweenTwoTries() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        Files.write(fixture.work, new byte[0]);
        inventory.begin(now);
        for (int i = 0; i < 10; i++) {
            lookAfter(Duration.ofSeconds(30));
        }
        Files.delete(fixture.work);

        assertTrue(lookAfter(Duration.ofSeconds(30)));

        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }

    @Test
    void triesAnUnreadableListOfTrustedContentsAgain() throws IOException {
        Path file = PluginJar.echoing("echo").in(fixture.plugins);
        // A link to itself cannot be read, and says so with an error that is no statement on the list.
        Path list = fixture.plugins.resolve(AllowList.FILE);
        Files.createSymbolicLink(list, list.getFileName());
        inventory.begin(now);
        assertEquals(HandlerState.PENDING, reports().get(0).state());
        Files.delete(list);

        assertTrue(lookAfter(Duration.ofSeconds(1)));

        assertEquals(List.of(report(file, "echo", HandlerState.VERIFIED, "")), reports());
    }
}
