package dev.weft.server.plugin;

/** Says in one plain line why a JAR is no plugin; caught once, and kept as text only. */
final class PluginRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    PluginRejectedException(String reason) {
        this(reason, false);
    }

    private PluginRejectedException(String reason, boolean mayPass) {
        // No cause and no stack: the reason is for the operator, and a cause may hold the plugin's classes.
        super(reason, null, false, false);
        this.mayPass = mayPass;
    }

    /** The fault is not the JAR's: a full disk, no descriptor left, a network drive that does not answer. */
    static PluginRejectedException forNow(String reason) {
        return new PluginRejectedException(reason, true);
    }

    /** Whether the same file may be a plugin a moment later. */
    boolean mayPass() {
        return mayPass;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
