package dev.weft.plugin.stdinreply;

import static dev.weft.testkit.PluginAssertions.assertLoadable;
import static dev.weft.testkit.PluginAssertions.assertUnloads;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StdinReplyJarIT {

    private static final Path JAR = Path.of(System.getProperty("weft.plugin.jar", "none"));

    @Test
    void isLoadable() {
        assertLoadable(JAR);
    }

    @Test
    void leavesNothingBehind() {
        assertUnloads(JAR, "hello");
    }
}
