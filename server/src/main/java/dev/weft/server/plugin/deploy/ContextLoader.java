package dev.weft.server.plugin.deploy;

/**
 * Sets the thread's context class loader for one call into a plugin, and puts the old one back:
 *
 * <pre>{@code
 * ContextLoader swap = ContextLoader.with(generation.loader());
 * try (swap) {
 *     generation.handler().onMessage(session, message);
 * }
 * }</pre>
 *
 * <p>Libraries that a plugin brings look for their own services through it; so does every thread the plugin starts.
 */
final class ContextLoader implements AutoCloseable {

    private final Thread thread;
    private final ClassLoader previous;

    private ContextLoader(Thread thread, ClassLoader previous) {
        this.thread = thread;
        this.previous = previous;
    }

    /** Sets the current thread's context class loader until the result is closed, by the same thread. */
    static ContextLoader with(ClassLoader loader) {
        Thread thread = Thread.currentThread();
        ContextLoader swap = new ContextLoader(thread, thread.getContextClassLoader());
        thread.setContextClassLoader(loader);
        return swap;
    }

    @Override
    public void close() {
        thread.setContextClassLoader(previous);
    }
}
