package dev.weft.server.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may hold the classes of a plugin that has ended. */
public final class Suspects {

    /** Why 3? Enough to know the culprit by; a pool of threads has the same line many times. */
    private static final int MAX_SUSPECTS = 3;

    private Suspects() {}

    /** Names them in one line. */
    public static String of(ClassLoader classes) {
        List<String> found = new ArrayList<>();
        try {
            addThreads(found, classes);
            found.addAll(ShutdownHooks.of(classes));
        } catch (RuntimeException | Error fromAThread) {
            // A class of the plugin's may extend Thread: its hashCode and getContextClassLoader are called here.
            found.add("a thread that cannot be asked: " + FaultText.of(fromAThread));
        }
        if (found.isEmpty()) {
            return "no platform thread of it is left, so something else holds an object of it"
                    + " (a virtual thread, a static field of a library, a native library)";
        }
        String more = found.size() > MAX_SUSPECTS ? " and " + (found.size() - MAX_SUSPECTS) + " more" : "";
        return String.join(", ", found.subList(0, Math.min(MAX_SUSPECTS, found.size()))) + more;
    }

    private static void addThreads(List<String> found, ClassLoader classes) {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            String how = suspicion(thread.getKey(), thread.getValue(), classes);
            if (how != null) {
                found.add("thread " + FaultText.oneLine(thread.getKey().getName()) + how);
            }
        }
    }

    private static @Nullable String suspicion(Thread thread, StackTraceElement[] stack, ClassLoader classes) {
        String place = FaultText.place(stack, classes);
        if (!place.isEmpty()) {
            return place;
        }
        if (classes.equals(thread.getClass().getClassLoader())) {
            return " is of its class " + thread.getClass().getName();
        }
        return classes.equals(thread.getContextClassLoader()) ? " has it as its context class loader" : null;
    }
}
