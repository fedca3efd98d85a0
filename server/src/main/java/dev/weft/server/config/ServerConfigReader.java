package dev.weft.server.config;

import dev.weft.engine.handshake.OriginPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns settings into a consistent configuration. */
final class ServerConfigReader {

    /** More than a process should hold by accident; a server meant for more is configured so. */
    private static final int MOST_CONNECTIONS = 10_000;

    private static final Pattern ASSIGNMENT = Pattern.compile("([^.=\\s]+)\\.([^=\\s]+)=(.*)", Pattern.DOTALL);

    private static final List<Setting> TLS_SETTINGS =
            List.of(Setting.TLS_CERT, Setting.TLS_KEY, Setting.TLS_KEY_PASSWORD_FILE, Setting.TLS_CLIENT_CA);

    private final Settings settings;

    ServerConfigReader(Settings settings) {
        this.settings = settings;
    }

    ServerConfig read() {
        return new ServerConfig(
                settings.text(Setting.HOST),
                count(Setting.PORT),
                handlers(),
                settings.pluginsDirs(),
                settings.required(Setting.WEB_DIR).path(),
                handlerSettings(),
                redeploying(),
                origins(),
                trustedProxies(),
                settings.pluginsSigner(),
                tls(),
                choice(Setting.COMPRESSION, ServerConfig.CompressionMode.class),
                choice(Setting.SLOW_CLIENT, SlowClient.class),
                limits(),
                topics(),
                timeouts());
    }

    private List<String> handlers() {
        return settings.list(Setting.HANDLER).stream()
                .map(RawValue::text)
                .distinct()
                .toList();
    }

    private Map<String, Map<String, String>> handlerSettings() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        for (RawValue raw : settings.everySource(Setting.SET)) {
            Matcher assignment = ASSIGNMENT.matcher(raw.text());
            if (!assignment.matches()) {
                throw raw.wrong("ID.KEY=VALUE is needed");
            }
            all.computeIfAbsent(assignment.group(1), id -> new LinkedHashMap<>())
                    .put(assignment.group(2), assignment.group(3));
        }
        return all;
    }

    private Redeploying redeploying() {
        return new Redeploying(
                settings.text(Setting.WATCH).equals("on"),
                choice(Setting.ON_REPLACE, OnReplace.class),
                Duration.ofMillis(settings.number(Setting.DRAIN_TIMEOUT)),
                settings.required(Setting.CONF_DIR).path());
    }

    private Set<String> origins() {
        return settings.list(Setting.ORIGIN).stream()
                .map(ServerConfigReader::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<Subnet> trustedProxies() {
        return settings.list(Setting.TRUSTED_PROXY).stream()
                .map(raw -> Subnet.parse(raw.text())
                        .orElseThrow(() ->
                                raw.wrong("an address such as 10.0.0.7, or a block such as 10.0.0.0/8, is needed")))
                .toList();
    }

    private static String origin(RawValue raw) {
        try {
            new OriginPolicy("http", OriginPolicy.OwnHost.ANY, List.of(raw.text()));
            return raw.text();
        } catch (IllegalArgumentException neverMatches) {
            throw raw.wrong("scheme://host or scheme://host:port without a path, or * is needed");
        }
    }

    private Optional<Tls> tls() {
        Optional<Path> certificate = settings.file(Setting.TLS_CERT);
        Optional<Path> key = settings.file(Setting.TLS_KEY);
        if (certificate.isPresent() && key.isPresent()) {
            return Optional.of(new Tls(
                    certificate.get(),
                    key.get(),
                    settings.file(Setting.TLS_KEY_PASSWORD_FILE),
                    settings.file(Setting.TLS_CLIENT_CA)));
        }
        // One without the other would send unencrypted what was meant to be secret.
        for (Setting alone : TLS_SETTINGS) {
            settings.value(alone).ifPresent(raw -> {
                throw raw.wrong(
                        (certificate.isPresent() ? Setting.TLS_KEY : Setting.TLS_CERT).flag() + " is needed too");
            });
        }
        return Optional.empty();
    }

    private Limits limits() {
        Limits limits = new Limits(
                count(Setting.MAX_MESSAGE_SIZE),
                count(Setting.MAX_FRAGMENTS),
                maxConnections(),
                count(Setting.MAX_HEADER_SIZE),
                settings.number(Setting.MEMORY_BUDGET),
                count(Setting.SEND_QUEUE_SIZE));
        if (limits.maxMessageSize() > limits.memoryBudget()) {
            throw settings.required(Setting.MAX_MESSAGE_SIZE)
                    .wrong("more than the memory budget of " + limits.memoryBudget() + " bytes (--memory-budget)");
        }
        return limits;
    }

    private TopicLimits topics() {
        return new TopicLimits(
                count(Setting.HISTORY_SIZE),
                time(Setting.HISTORY_TIME),
                settings.number(Setting.HISTORY_MEMORY),
                count(Setting.MAX_TOPICS),
                count(Setting.MAX_SUBSCRIPTIONS),
                count(Setting.MAX_REPLAY));
    }

    private int maxConnections() {
        if (settings.value(Setting.MAX_CONNECTIONS).isPresent()) {
            return count(Setting.MAX_CONNECTIONS);
        }
        return Math.clamp(DescriptorLimit.ofThisProcess() - DescriptorLimit.KEPT_FREE, 1, MOST_CONNECTIONS);
    }

    private Timeouts timeouts() {
        return new Timeouts(
                time(Setting.HANDSHAKE_TIMEOUT),
                time(Setting.MESSAGE_TIMEOUT),
                time(Setting.PING_INTERVAL),
                time(Setting.PONG_TIMEOUT),
                time(Setting.IDLE_TIMEOUT),
                time(Setting.WRITE_TIMEOUT),
                time(Setting.CLOSE_TIMEOUT),
                time(Setting.SHUTDOWN_TIMEOUT),
                time(Setting.DRAIN_SPREAD));
    }

    private <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return Enum.valueOf(type, settings.text(setting).toUpperCase(Locale.ROOT));
    }

    private int count(Setting setting) {
        return Math.toIntExact(settings.number(setting));
    }

    private Duration time(Setting setting) {
        return Duration.ofMillis(settings.number(setting));
    }
}
