package dev.weft.server.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who may hold the classes of a plugin that has ended. */
public final class LeakSuspects {

    /** Why 3? Enough to know the culprit by; a pool of threads has the same line many times. */
    private static final int MAX_SUSPECTS = 3;

    private LeakSuspects() {}

    /** Names them in one line. */
    public static String of(ClassLoader classes) {
        List<String> found = new ArrayList<>();
        try {
            addThreads(found, classes);
            found.addAll(JdkRegistrations.of(classes));
        } catch (RuntimeException | Error fromAThread) {
            // A class of the plugin's may extend Thread: its hashCode and getContextClassLoader are called here.
            found.add("a thread that cannot be asked: " + FaultText.of(fromAThread));
        }
        if (found.isEmpty()) {
            return "no platform thread and nothing registered with the JDK holds it, so something else does"
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
        if (classes.equals(thread.getContextClassLoader())) {
            return " has it as its context class loader";
        }
        return ThreadLocals.hold(thread, classes) ? " has a thread local with an object of it" : null;
    }
}
