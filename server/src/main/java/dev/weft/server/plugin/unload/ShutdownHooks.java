package dev.weft.server.plugin.unload;

import dev.weft.server.plugin.FaultText;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

/**
 * Finds shutdown hooks that a plugin has left behind. The JDK shows them to nobody, so this looks where it keeps them;
 * without leave to ({@code Add-Opens: java.base/java.lang} of the server's manifest), there are none to be found.
 */
final class ShutdownHooks {

    private ShutdownHooks() {}

    /** A line for each hook that holds a class loader. */
    static List<String> of(ClassLoader classes) {
        return hooks().stream()
                .filter(hook -> holds(hook, classes))
                .map(hook -> "shutdown hook " + FaultText.oneLine(hook.getName()))
                .toList();
    }

    private static boolean holds(Thread hook, ClassLoader classes) {
        return classes.equals(hook.getClass().getClassLoader()) || classes.equals(hook.getContextClassLoader());
    }

    @SuppressWarnings("unchecked") // The JDK's own field, which is a map from each hook to itself.
    private static List<Thread> hooks() {
        try {
            Field field = Class.forName("java.lang.ApplicationShutdownHooks").getDeclaredField("hooks");
            field.setAccessible(true);
            Map<Thread, Thread> hooks = (Map<Thread, Thread>) field.get(null);
            // A list, and no set: that would ask the hooks, which may be of a plugin's class, for their hash codes.
            return hooks == null ? List.of() : List.copyOf(hooks.keySet());
        } catch (ReflectiveOperationException | RuntimeException notShown) {
            return List.of();
        }
    }
}
