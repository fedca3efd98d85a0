package dev.weft.plugin.echo;

import static dev.weft.testkit.PluginAssertions.assertUnloads;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EchoJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void answersAsAServerLoadsIt() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.connect("/").sendText("hello").expectText("hello");
        }
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(JAR, "hello");
    }
}
