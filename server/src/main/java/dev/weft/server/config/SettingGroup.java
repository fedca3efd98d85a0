package dev.weft.server.config;

/** A heading of the help page and of the example file. */
public enum SettingGroup {
    SERVING("Serving"),
    PLUGINS("Plugins (JARs and settings may change while the server runs)"),
    TLS("TLS (files are read again when they change)"),
    LIMITS("Limits (sizes are bytes, or take KiB, MiB or GiB)"),
    TOPICS("Topics"),
    TIMEOUTS("Timeouts (times take ms, s, m or h; 0 turns a timeout off)"),
    REPORTING("Reporting");

    private final String heading;

    SettingGroup(String heading) {
        this.heading = heading;
    }

    /** The heading as it is printed. */
    public String heading() {
        return heading;
    }
}
