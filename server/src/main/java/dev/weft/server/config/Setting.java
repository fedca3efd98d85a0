package dev.weft.server.config;

import static dev.weft.server.config.Quantity.BYTES;
import static dev.weft.server.config.Quantity.HEAP;
import static dev.weft.server.config.Quantity.NUMBER;
import static dev.weft.server.config.Quantity.TIME;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the operator can decide. A setting has one name: {@code MAX_MESSAGE_SIZE} is the flag {@code --max-message-size},
 * the variable {@code WEFT_MAX_MESSAGE_SIZE} and the key {@code max-message-size} of the file.
 *
 * <p>Upper ends of ranges are where a value can only be a slip of the pen: a day of waiting, a gibibyte in one piece.
 */
public enum Setting {
    HANDLER(
            SettingGroup.SERVING,
            new ValueType.Words("ID", ","),
            "Handler to serve, at /ws/ID; the first answers on any path; * for every one there is"),
    HOST(
            SettingGroup.SERVING,
            new ValueType.Text("ADDRESS", "127.0.0.1"),
            "Address to listen on; 0.0.0.0 for every one"),
    PORT(
            SettingGroup.SERVING,
            new ValueType.Range(NUMBER, "8083", "0", "65535"),
            "Port to listen on; 0 takes a free one"),
    WEB_DIR(SettingGroup.SERVING, new ValueType.Text("DIR", ""), "Folder of the browser client"),
    ORIGIN(
            SettingGroup.SERVING,
            new ValueType.Words("ORIGIN", ","),
            "Web origin that may connect, besides the own; * for all"),
    TRUSTED_PROXY(
            SettingGroup.SERVING,
            new ValueType.Words("ADDRESS", ","),
            "Address or block (10.0.0.0/8) of a proxy that names the client in X-Forwarded-For and -Proto"),
    COMPRESSION(
            SettingGroup.SERVING,
            new ValueType.Choice("on|takeover|off", "on", List.of("on", "takeover", "off")),
            "Compress messages for clients that offer permessage-deflate; with takeover, alike ones smaller"),

    PLUGINS_DIR(SettingGroup.PLUGINS, new ValueType.Words("DIR", File.pathSeparator), "Folder of plugin JARs"),
    PLUGINS_SIGNER(
            SettingGroup.PLUGINS,
            new ValueType.Text("FILE", ""),
            "Certificate, in PEM, whose owner must have signed all of every plugin"),
    SET(SettingGroup.PLUGINS, new ValueType.Words("ID.KEY=VALUE", "\n"), "A handler's own setting"),
    CONF_DIR(
            SettingGroup.PLUGINS,
            new ValueType.Text("DIR", ""),
            "Folder of the handlers' own settings, KEY=VALUE in ID.properties"),
    WATCH(
            SettingGroup.PLUGINS,
            new ValueType.Choice("on|off", "on", List.of("on", "off")),
            "Deploy, replace and remove handlers while the server runs, as their JARs and settings change"),
    ON_REPLACE(
            SettingGroup.PLUGINS,
            new ValueType.Choice("handover|drain|keep", "handover", List.of("handover", "drain", "keep")),
            "What becomes of the sessions of a handler that is replaced"),
    DRAIN_TIMEOUT(
            SettingGroup.PLUGINS,
            new ValueType.Range(TIME, "30s", "0", "24h"),
            "What sessions that do not move on have left"),

    TLS_CERT(
            SettingGroup.TLS,
            new ValueType.Text("FILE", ""),
            "Certificate, and those that vouch for it, in PEM; serves https and wss"),
    TLS_KEY(SettingGroup.TLS, new ValueType.Text("FILE", ""), "Private key of the certificate, in PEM"),
    TLS_KEY_PASSWORD_FILE(
            SettingGroup.TLS, new ValueType.Text("FILE", ""), "File whose first line is the password of that key"),
    TLS_CLIENT_CA(
            SettingGroup.TLS,
            new ValueType.Text("FILE", ""),
            "Certificates, in PEM, one of which must vouch for every client"),

    MAX_MESSAGE_SIZE(
            SettingGroup.LIMITS,
            new ValueType.Range(BYTES, "1MiB", "1", "1GiB"),
            "One message, all fragments; a longer one is closed 1009"),
    MAX_FRAGMENTS(
            SettingGroup.LIMITS, new ValueType.Range(NUMBER, "65536", "1", "1000000000"), "Fragments of one message"),
    MAX_CONNECTIONS(
            SettingGroup.LIMITS,
            new ValueType.Range(NUMBER, "", "1", "10000000"),
            "Open connections; more are answered 503 (10000, or fewer by ulimit -n)"),
    MAX_HEADER_SIZE(SettingGroup.LIMITS, new ValueType.Range(BYTES, "16KiB", "1KiB", "1MiB"), "Head of a request"),
    MEMORY_BUDGET(
            SettingGroup.LIMITS,
            new ValueType.Range(HEAP, "25%", "1MiB", "1TiB"),
            "Messages and queued output of all connections, in % of the heap too"),
    SEND_QUEUE_SIZE(
            SettingGroup.LIMITS,
            new ValueType.Range(BYTES, "512KiB", "1KiB", "1GiB"),
            "Output that waits on one connection"),
    SLOW_CLIENT(
            SettingGroup.LIMITS,
            new ValueType.Choice("close|drop", "close", List.of("close", "drop")),
            "What becomes of a client whose output waits when it is offered one message more"),

    HANDSHAKE_TIMEOUT(
            SettingGroup.TIMEOUTS, new ValueType.Range(TIME, "10s", "0", "24h"), "From accept to the whole head"),
    MESSAGE_TIMEOUT(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "60s", "0", "24h"),
            "From the first byte of a message to its last"),
    PING_INTERVAL(SettingGroup.TIMEOUTS, new ValueType.Range(TIME, "20s", "0", "24h"), "Silence before a ping is sent"),
    PONG_TIMEOUT(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "20s", "0", "24h"),
            "Wait for a sign of life after a ping"),
    IDLE_TIMEOUT(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "0", "0", "24h"),
            "Time without a message before a session is closed"),
    WRITE_TIMEOUT(
            SettingGroup.TIMEOUTS, new ValueType.Range(TIME, "10s", "0", "24h"), "Time a write may make no progress"),
    CLOSE_TIMEOUT(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "5s", "1ms", "24h"),
            "Wait for the peer's Close after ours"),
    SHUTDOWN_TIMEOUT(
            SettingGroup.TIMEOUTS, new ValueType.Range(TIME, "10s", "1ms", "24h"), "Time an orderly stop may take"),

    LOG_LEVEL(
            SettingGroup.REPORTING,
            new ValueType.Choice("LEVEL", "info", List.of("error", "warn", "info", "debug", "trace")),
            "What is logged: error, warn, info, debug or trace");

    static final String VARIABLE_PREFIX = "WEFT_";

    private final SettingGroup group;
    // A rule is a record of strings and a list that List.of made, which Error Prone cannot see without its annotation.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ValueType type;

    private final String description;

    Setting(SettingGroup group, ValueType type, String description) {
        this.group = group;
        this.type = type;
        this.description = description;
    }

    /** The setting with this key. */
    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
    }

    /** The name in the file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name on the command line. */
    public String flag() {
        return "--" + key();
    }

    /** The name in the environment. */
    public String variable() {
        return VARIABLE_PREFIX + name();
    }

    /** Where it stands in the help page. */
    public SettingGroup group() {
        return group;
    }

    /** What it may be. */
    public ValueType type() {
        return type;
    }

    /** What it does, in one sentence without its full stop. */
    public String description() {
        return description;
    }
}
