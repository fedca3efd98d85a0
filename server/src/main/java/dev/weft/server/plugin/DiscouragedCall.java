package dev.weft.server.plugin;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a plugin may do, as nothing can forbid it, and should not: it reaches beyond its own sessions. */
enum DiscouragedCall {
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
            "Runtime.loadLibrary"),
    /** Lists of the whole JVM: what is in one keeps the plugin's classes until it is taken off. */
    REGISTRY(
            "calls",
            "which keeps its classes when it is replaced: take it off again in stop()",
            "java.sql.DriverManager.registerDriver",
            "javax.management.MBeanServer.registerMBean",
            "javax.management.MBeanServer.createMBean",
            "java.security.Security.addProvider",
            "java.security.Security.insertProviderAt",
            "java.util.logging.Logger.addHandler",
            "java.util.logging.LogManager.addLogger",
            "java.beans.Introspector.getBeanInfo",
            "javax.imageio.spi.IIORegistry.registerServiceProvider"),
    /** Settings of the whole JVM; an object of the plugin's stays there. */
    GLOBAL(
            "calls",
            "which sets it for the whole server, and keeps its classes when it is replaced",
            "java.net.URL.setURLStreamHandlerFactory",
            "java.net.URLConnection.setContentHandlerFactory",
            "java.net.ProxySelector.setDefault",
            "java.net.CookieHandler.setDefault",
            "java.net.ResponseCache.setDefault",
            "java.net.Authenticator.setDefault",
            "javax.net.ssl.SSLContext.setDefault",
            "javax.net.ssl.HttpsURLConnection.setDefaultSSLSocketFactory",
            "javax.net.ssl.HttpsURLConnection.setDefaultHostnameVerifier",
            "Thread.setDefaultUncaughtExceptionHandler"),
    /** Threads of the whole JVM, which never end: what a ThreadLocal holds there stays. */
    SHARED_THREADS(
            "calls",
            "whose threads outlive it and keep what a ThreadLocal holds: use HandlerContext.tasks()",
            "java.util.concurrent.ForkJoinPool.commonPool",
            "java.util.concurrent.CompletableFuture.supplyAsync",
            "java.util.concurrent.CompletableFuture.runAsync",
            "java.util.Collection.parallelStream"),
    /** Threads that nobody ends but the plugin. */
    OWN_THREADS(
            "calls",
            "whose threads nobody but stop() ends: use HandlerContext.tasks()",
            "java.util.Timer.<init>",
            "java.util.concurrent.Executors.newFixedThreadPool",
            "java.util.concurrent.Executors.newCachedThreadPool",
            "java.util.concurrent.Executors.newSingleThreadExecutor",
            "java.util.concurrent.Executors.newScheduledThreadPool",
            "java.util.concurrent.Executors.newSingleThreadScheduledExecutor",
            "java.util.concurrent.Executors.newWorkStealingPool");

    private static final String DEFAULT_PACKAGE = "java.lang.";

    private final String verb;
    private final String why;

    // Set.of makes it immutable, which Error Prone cannot see without its annotation.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> members;

    DiscouragedCall(String verb, String why, String... members) {
        this.verb = verb;
        this.why = why;
        this.members = Set.of(members);
    }

    /** What is wrong with a field or method, if anything; its class in internal form. */
    static Optional<DiscouragedCall> of(String owner, String name) {
        if (!owner.startsWith("java")) {
            return Optional.empty();
        }
        String member = owner.replace('/', '.') + '.' + name;
        String shown = member.startsWith(DEFAULT_PACKAGE) ? member.substring(DEFAULT_PACKAGE.length()) : member;
        return Arrays.stream(values())
                .filter(use -> use.members.contains(shown))
                .findFirst();
    }

    /** Whether only its author is told: it is harmless until the plugin is replaced, and libraries do much of it. */
    boolean isForTheAuthor() {
        return compareTo(REGISTRY) >= 0;
    }

    String verb() {
        return verb;
    }

    String why() {
        return why;
    }
}
