package dev.weft.testkit;

import dev.weft.server.plugin.source.PluginCheck;
import java.nio.file.Path;
import java.util.List;

/** Assertions about a plugin's JAR as it will be deployed. */
public final class PluginAssertions {

    private PluginAssertions() {}

    /**
     * Checks that the server would load a JAR: runs the server's own checks, without running the plugin's code.
     *
     * @throws AssertionError with every problem that was found
     */
    public static void assertLoadable(Path jar) {
        check(jar);
    }

    /** The result of the server's checks for a JAR without problems. */
    static PluginCheck check(Path jar) {
        PluginCheck check = PluginCheck.of(jar);
        if (!check.problems().isEmpty()) {
            throw new AssertionError(jar + " cannot be loaded:\n" + String.join("\n", check.problems()));
        }
        return check;
    }

    /**
     * Checks that a plugin can be unloaded after use: loads the JAR, starts its handlers, connects a client to each and
     * sends the messages, stops them, and waits until their class loader has been collected.
     *
     * @param messages the messages a client sends; without any the test proves little
     * @throws AssertionError if the plugin does not load, or is still in memory; the message names what may hold it
     */
    public static void assertUnloads(Path jar, String... messages) {
        assertLoadable(jar);
        Unloading.check(jar, List.of(messages));
    }
}
