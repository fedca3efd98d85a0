package dev.weft.plugin.jsoncommand;

import static dev.weft.testkit.PluginAssertions.assertUnloads;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JsonCommandJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void answersAsAServerLoadsIt() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.connect("/")
                    .sendText("{\"jsonrpc\":\"2.0\",\"method\":\"add\",\"params\":[0.1,2e3],\"id\":1}")
                    .expectText("{\"jsonrpc\":\"2.0\",\"result\":2000.1,\"id\":1}");
        }
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(JAR, "{\"command\":\"help\"}", "{\"command\":\"add\",\"args\":[0.1,2e3]}", "{\"command\":");
    }
}
