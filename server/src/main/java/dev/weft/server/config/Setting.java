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
 * Everything that the operator can set. A setting has one name: {@code MAX_MESSAGE_SIZE} is the flag {@code
 * --max-message-size}, the variable {@code WEFT_MAX_MESSAGE_SIZE} and the key {@code max-message-size} of the file.
 *
 * <p>The upper ends of ranges are where a value can only be a typing error: a day of waiting, a gibibyte in one piece.
 */
public enum Setting {
    HANDLER(
            SettingGroup.SERVING,
            new ValueType.Words("ID", ","),
            "Handler to serve at /ws/ID; the first also answers at any other path; * serves every handler"),
    HOST(
            SettingGroup.SERVING,
            new ValueType.Text("ADDRESS", "127.0.0.1"),
            "Address to listen on; 0.0.0.0 for every address"),
    PORT(
            SettingGroup.SERVING,
            new ValueType.Range(NUMBER, "8083", "0", "65535"),
            "Port to listen on; 0 picks a free one"),
    WEB_DIR(SettingGroup.SERVING, new ValueType.Text("DIR", ""), "Folder of the browser client"),
    ORIGIN(
            SettingGroup.SERVING,
            new ValueType.Words("ORIGIN", ","),
            "Web origin that may connect besides the server's own; * for all"),
    TRUSTED_PROXY(
            SettingGroup.SERVING,
            new ValueType.Words("ADDRESS", ","),
            "Proxy address or block (10.0.0.0/8) whose X-Forwarded-For and X-Forwarded-Proto are believed"),
    COMPRESSION(
            SettingGroup.SERVING,
            new ValueType.Choice("on|takeover|off", "on", List.of("on", "takeover", "off")),
            "Compress messages for clients that offer permessage-deflate; takeover: similar ones better"),

    PLUGINS_DIR(SettingGroup.PLUGINS, new ValueType.Words("DIR", File.pathSeparator), "Folder of plugin JARs"),
    PLUGINS_SIGNER(
            SettingGroup.PLUGINS,
            new ValueType.Text("FILE", ""),
            "Certificate, in PEM; every entry of every plugin must be signed with its key"),
    SET(SettingGroup.PLUGINS, new ValueType.Words("ID.KEY=VALUE", "\n"), "A handler's own setting"),
    CONF_DIR(
            SettingGroup.PLUGINS,
            new ValueType.Text("DIR", ""),
            "Folder of the handlers' own settings, KEY=VALUE in ID.properties"),
    WATCH(
            SettingGroup.PLUGINS,
            new ValueType.Choice("on|off", "on", List.of("on", "off")),
            "Deploy, replace and remove handlers while the server runs, as JARs and settings change"),
    ON_REPLACE(
            SettingGroup.PLUGINS,
            new ValueType.Choice("handover|drain|keep", "handover", List.of("handover", "drain", "keep")),
            "What happens to the sessions of a replaced handler"),
    DRAIN_TIMEOUT(
            SettingGroup.PLUGINS,
            new ValueType.Range(TIME, "30s", "0", "24h"),
            "Time that sessions which do not move have left"),

    TLS_CERT(
            SettingGroup.TLS,
            new ValueType.Text("FILE", ""),
            "Certificate with its chain, in PEM; serves https and wss"),
    TLS_KEY(SettingGroup.TLS, new ValueType.Text("FILE", ""), "Private key of the certificate, in PEM"),
    TLS_KEY_PASSWORD_FILE(
            SettingGroup.TLS, new ValueType.Text("FILE", ""), "File whose first line is the password of that key"),
    TLS_CLIENT_CA(
            SettingGroup.TLS,
            new ValueType.Text("FILE", ""),
            "CA certificates, in PEM; every client must present a certificate issued by one of them"),

    MAX_MESSAGE_SIZE(
            SettingGroup.LIMITS,
            new ValueType.Range(BYTES, "1MiB", "1", "1GiB"),
            "One message, all fragments; a longer one is closed with 1009"),
    MAX_FRAGMENTS(
            SettingGroup.LIMITS, new ValueType.Range(NUMBER, "65536", "1", "1000000000"), "Fragments of one message"),
    MAX_CONNECTIONS(
            SettingGroup.LIMITS,
            new ValueType.Range(NUMBER, "", "1", "10000000"),
            "Open connections; more get HTTP 503. Default: 10000, or fewer if ulimit -n is lower"),
    MAX_HEADER_SIZE(SettingGroup.LIMITS, new ValueType.Range(BYTES, "16KiB", "1KiB", "1MiB"), "Head of a request"),
    MEMORY_BUDGET(
            SettingGroup.LIMITS,
            new ValueType.Range(HEAP, "25%", "1MiB", "1TiB"),
            "Messages and queued output of all connections; also in % of the heap"),
    SEND_QUEUE_SIZE(
            SettingGroup.LIMITS,
            new ValueType.Range(BYTES, "512KiB", "1KiB", "1GiB"),
            "Output that waits on one connection"),
    SLOW_CLIENT(
            SettingGroup.LIMITS,
            new ValueType.Choice("close|drop", "close", List.of("close", "drop")),
            "When offer finds a client's send queue full: close with 1013, or drop and count the message"),

    HISTORY_SIZE(
            SettingGroup.TOPICS,
            new ValueType.Range(NUMBER, "256", "1", "1000000"),
            "Messages kept of each kept topic"),
    HISTORY_TIME(
            SettingGroup.TOPICS,
            new ValueType.Range(TIME, "10m", "0", "24h"),
            "Time that each of them is kept; 0 sets no limit"),
    HISTORY_MEMORY(
            SettingGroup.TOPICS,
            new ValueType.Range(HEAP, "10%", "64KiB", "1TiB"),
            "Kept messages of all topics; also in % of the heap"),
    MAX_TOPICS(
            SettingGroup.TOPICS,
            new ValueType.Range(NUMBER, "100000", "1", "10000000"),
            "Topics with subscribers, and as many with a history"),
    MAX_SUBSCRIPTIONS(
            SettingGroup.TOPICS, new ValueType.Range(NUMBER, "256", "1", "1000000"), "Subscriptions of one session"),
    MAX_REPLAY(
            SettingGroup.TOPICS,
            new ValueType.Range(NUMBER, "1000", "1", "1000000"),
            "Missed messages that a client gets when it comes back"),

    HANDSHAKE_TIMEOUT(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "10s", "0", "24h"),
            "From accept to the complete request head"),
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
            "Wait for the client's Close after ours"),
    SHUTDOWN_TIMEOUT(
            SettingGroup.TIMEOUTS, new ValueType.Range(TIME, "10s", "1ms", "24h"), "Time an orderly stop may take"),
    DRAIN_SPREAD(
            SettingGroup.TIMEOUTS,
            new ValueType.Range(TIME, "0", "0", "24h"),
            "Time over which a stop first closes the sessions, with 1012; 0: all at once, with 1001"),

    LOG_LEVEL(
            SettingGroup.REPORTING,
            new ValueType.Choice("LEVEL", "info", List.of("error", "warn", "info", "debug", "trace")),
            "Log level: error, warn, info, debug or trace");

    static final String VARIABLE_PREFIX = "WEFT_";

    private final SettingGroup group;
    // A type is a record of strings and a list made by List.of; Error Prone cannot tell that it is immutable.
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

    /** Its heading in the help page. */
    public SettingGroup group() {
        return group;
    }

    /** The values it accepts. */
    public ValueType type() {
        return type;
    }

    /** What it does, in one sentence without its full stop. */
    public String description() {
        return description;
    }
}
