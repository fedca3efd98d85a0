package dev.weft.plugin.stdinreply;

import static dev.weft.testkit.PluginAssertions.assertUnloads;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StdinReplyJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void answersAsAServerLoadsIt() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.operator().answers("fine");
            harness.connect("/").sendText("how are you?").expectText("fine");
        }
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(JAR, "hello");
    }
}
