package dev.weft.server.plugin;

/** Says in one plain line why a JAR is no plugin; caught once, and kept as text only. */
public final class PluginRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** A fault that stays until the file is replaced. */
    public PluginRejectedException(String reason) {
        this(reason, false);
    }

    private PluginRejectedException(String reason, boolean mayPass) {
        // No cause and no stack: the reason is for the operator, and a cause may hold the plugin's classes.
        super(reason, null, false, false);
        this.mayPass = mayPass;
    }

    /** The fault is not the JAR's: a full disk, no descriptor left, a network drive that does not answer. */
    public static PluginRejectedException forNow(String reason) {
        return new PluginRejectedException(reason, true);
    }

    /** Whether the same file may be a plugin a moment later. */
    public boolean mayPass() {
        return mayPass;
    }

    /** One plain line for the operator. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
