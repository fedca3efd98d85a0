package dev.weft.server.plugin;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a plugin may do, as nothing can forbid it, and should not: it reaches beyond its own sessions. */
enum RiskyUse {
    /** The JVM has no way to refuse it since the security manager is gone. */
    END("calls", "which ends the whole server", "System.exit", "Runtime.exit", "Runtime.halt"),
    /** The console has it, and a read of it cannot be interrupted. */
    INPUT("reads", "which is the server's: use HandlerContext.operator()", "System.in"),
    /** Of everybody in this JVM. */
    STREAMS("calls", "which redirects the whole server's", "System.setIn", "System.setOut", "System.setErr"),
    /** The JVM keeps the hook, and with it every class of the plugin. */
    HOOK("calls", "which keeps its classes when it is replaced: use stop()", "Runtime.addShutdownHook"),
    /** JNI: a library belongs to one class loader until that is collected. */
    NATIVE(
            "calls",
            "and a native library is loaded once: to replace the plugin, restart the server",
            "System.load",
            "System.loadLibrary",
            "Runtime.load",
            "Runtime.loadLibrary");

    private static final String PACKAGE = "java/lang/";

    private final String verb;
    private final String why;

    // Set.of makes it immutable, which Error Prone cannot see without its annotation.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> members;

    RiskyUse(String verb, String why, String... members) {
        this.verb = verb;
        this.why = why;
        this.members = Set.of(members);
    }

    /** What is wrong with a field or method, if anything; its class in internal form. */
    static Optional<RiskyUse> of(String owner, String name) {
        if (!owner.startsWith(PACKAGE)) {
            return Optional.empty();
        }
        String member = owner.substring(PACKAGE.length()) + '.' + name;
        return Arrays.stream(values())
                .filter(use -> use.members.contains(member))
                .findFirst();
    }

    String verb() {
        return verb;
    }

    String why() {
        return why;
    }
}
