package dev.weft.testkit;

import dev.weft.server.plugin.source.PluginCheck;
import java.nio.file.Path;
import java.util.List;

/** What can be said of a plugin's JAR as it is going to be deployed. */
public final class PluginAssertions {

    private PluginAssertions() {}

    /**
     * Checks that the server would load a JAR: by the checks it makes itself, and without running the plugin's code.
     *
     * @throws AssertionError with every problem that was found
     */
    public static void assertLoadable(Path jar) {
        check(jar);
    }

    /** What the server finds in a JAR without a problem. */
    static PluginCheck check(Path jar) {
        PluginCheck check = PluginCheck.of(jar);
        if (!check.problems().isEmpty()) {
            throw new AssertionError(jar + " cannot be loaded:\n" + String.join("\n", check.problems()));
        }
        return check;
    }

    /**
     * Checks that nothing is left of a plugin that was in use: loads the JAR, starts its handlers, has a client connect to
     * each and send what is sent here, stops them, and waits until their class loader has been collected.
     *
     * @param messages what a client sends; none is a poor test
     * @throws AssertionError if it does not load, or is still in memory; with those who may hold it
     */
    public static void assertUnloads(Path jar, String... messages) {
        assertLoadable(jar);
        Unloading.check(jar, List.of(messages));
    }
}
