package dev.weft.plugin.channels;

import static dev.weft.testkit.PluginAssertions.assertUnloads;

import dev.weft.testkit.HandlerHarness;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ChannelsJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void answersAsAServerLoadsIt() {
        try (HandlerHarness harness = HandlerHarness.start(JAR)) {
            harness.connect("/")
                    .sendText(
                            "{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"public/a\",{\"n\":1e2}],\"id\":1}")
                    .expectText("{\"jsonrpc\":\"2.0\",\"result\":true,\"id\":1}");
        }
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(
                JAR,
                "{\"jsonrpc\":\"2.0\",\"method\":\"subscribe\",\"params\":[\"public/a\"],\"id\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"publish\",\"params\":[\"public/a\",[1]],\"id\":2}",
                "{\"jsonrpc\":");
    }
}
