package dev.weft.server.plugin;

/** Says in one plain line why a JAR is no plugin; caught once, and kept as text only. */
final class BadPlugin extends Exception {

    private static final long serialVersionUID = 1L;

    BadPlugin(String reason) {
        // No cause and no stack: the reason is for the operator, and a cause may hold the plugin's classes.
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
