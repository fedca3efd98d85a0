package dev.weft.server.config;

import dev.weft.engine.handshake.OriginPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The whole configuration of the server.
 *
 * @param host address to listen on
 * @param port port to listen on; 0 takes a free one
 * @param handlers ids of the chosen handlers, {@link #EVERY_HANDLER} among them or not; the first answers on any path
 * @param pluginsDirs folders whose JARs are plugins, in order
 * @param webDir folder of the browser client
 * @param handlerSettings for each handler id, its own settings as given on the command line and in the configuration file
 * @param redeploying what happens when plugins change while the server runs
 * @param origins origins allowed besides the server's own; "*" allows every one
 * @param trustedProxies addresses of proxies trusted to tell the client's address and scheme
 * @param pluginsSigner certificate whose owner must have signed every plugin; if absent, plugins need no signature
 * @param tls certificates and keys; if absent, connections are not encrypted
 * @param compression whether permessage-deflate is accepted
 * @param slowClient what happens to a client that reads too slowly
 * @param limits sizes
 * @param topics what topics may keep
 * @param timeouts durations
 */
public record ServerConfig(
        String host,
        int port,
        List<String> handlers,
        List<Path> pluginsDirs,
        Path webDir,
        Map<String, Map<String, String>> handlerSettings,
        Redeploying redeploying,
        Set<String> origins,
        List<Subnet> trustedProxies,
        Optional<Path> pluginsSigner,
        Optional<Tls> tls,
        CompressionMode compression,
        SlowClient slowClient,
        Limits limits,
        TopicLimits topics,
        Timeouts timeouts) {

    /** As one of the {@link #handlers}: all handlers that are found, now or later. */
    public static final String EVERY_HANDLER = "*";

    /** Whether clients that offer permessage-deflate get it (RFC 7692). */
    public enum CompressionMode {
        /** They do, and each message is compressed by itself. */
        ON,
        /**
         * They do, and messages refer back to earlier ones if the client allows it: smaller, for up to 34 KiB per
         * connection.
         */
        TAKEOVER,
        /** They do not. */
        OFF
    }

    /**
     * Copies the collections, so that nothing changes under the server.
     *
     * @throws IllegalArgumentException if the port is out of range
     */
    public ServerConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not from 0 to 65535");
        }
        handlers = List.copyOf(handlers);
        pluginsDirs = List.copyOf(pluginsDirs);
        handlerSettings = handlerSettings.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
        origins = Set.copyOf(origins);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /** Whether pages of any origin may connect. */
    public boolean allowsEveryOrigin() {
        return origins.contains(OriginPolicy.ANY);
    }

    /** The scheme of the pages served: {@code http} or {@code https}. */
    public String scheme() {
        return tls.isPresent() ? "https" : "http";
    }
}
