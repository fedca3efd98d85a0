package dev.weft.plugin.uppercase;

import static dev.weft.testkit.PluginAssertions.assertUnloads;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UppercaseJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void answersAsAServerLoadsIt() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.connect("/").sendText("hello").expectText("HELLO");
        }
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(JAR, "hello");
    }
}
