package dev.weft.engine.handshake;

import dev.weft.engine.http.Authority;
import dev.weft.engine.http.CanonicalHost;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which origins' pages may connect (RFC 6455 10.2): the server's own, those on a list, or all. Origins are compared as
 * a whole: scheme, host and port; a partial match counts for nothing. Two spellings of one host or port are equal.
 */
public final class OriginPolicy {

    /** As an entry of the list, allows every origin. */
    public static final String ANY = "*";

    /** RFC 6454 6.1: sent by a page without an origin, such as a sandboxed frame; anyone can make one. */
    private static final String OPAQUE = "null";

    /** RFC 1123 2.1: no name is like this, "since at least the highest-level component label will be alphabetic". */
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

    private static final String SEPARATOR = "://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Which hosts count as the server's own origin. */
    public enum OwnHost {
        /** Any host that the request names. */
        ANY,

        /**
         * An address, or a name that no stranger can own: without a dot, or below {@code localhost}. For a server that
         * is reachable from its own machine only: once a page of {@code evil.example} is loaded, that name may be made
         * to resolve to 127.0.0.1 (DNS rebinding), and then its origin and the request's host are equal.
         */
        LOCAL
    }

    private final String scheme;
    private final OwnHost ownHost;
    private final List<String> listed;
    private final Set<String> allowed = new HashSet<>();

    /**
     * Allows the server's own origin and those on a list.
     *
     * @param scheme the scheme by which the server is reached: {@code http} or {@code https}
     * @param ownHost which hosts count as the server's own
     * @param allowed origins such as {@code https://example.com:8443}, the word {@code null}, or {@link #ANY}
     * @throws IllegalArgumentException if the scheme is neither, or an origin on the list could never match
     */
    public OriginPolicy(String scheme, OwnHost ownHost, Collection<String> allowed) {
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("scheme is neither http nor https: " + scheme);
        }
        this.scheme = scheme;
        this.ownHost = ownHost;
        this.listed = allowed.stream().sorted().toList();
        for (String origin : allowed) {
            this.allowed.add(entry(origin));
        }
    }

    /** The origins on the list, as given. */
    public List<String> listed() {
        return listed;
    }

    /** Whether the origin of a request's own host is allowed at all. */
    public boolean mayBeOwn(String host) {
        return ownHost == OwnHost.ANY || isLocal(host);
    }

    private static String entry(String origin) {
        if (origin.equals(ANY) || origin.equals(OPAQUE)) {
            return origin;
        }
        // RFC 3986 3.2.2 allows an asterisk in a host, but here it can only be meant as a wildcard, which is not
        // supported.
        return Optional.of(origin)
                .filter(text -> !text.contains(ANY))
                .flatMap(OriginPolicy::normal)
                .orElseThrow(() -> new IllegalArgumentException(
                        "not an origin (scheme://host or scheme://host:port, no wildcard): " + origin));
    }

    /**
     * Whether a page of this origin may connect to the server at this host.
     *
     * @param origin value of the {@code Origin} field
     * @param host the host and port the request is for
     */
    boolean allows(String origin, Optional<String> host) {
        if (allowed.contains(ANY) || (host.isPresent() && isOwn(origin, host.get()))) {
            return true;
        }
        Optional<String> normal = normal(origin);
        return normal.isPresent() ? allowed.contains(normal.get()) : origin.equals(OPAQUE) && allowed.contains(OPAQUE);
    }

    private boolean isOwn(String origin, String host) {
        if (!mayBeOwn(host)) {
            return false;
        }
        String own = scheme + SEPARATOR + host;
        // The common case, a browser at its own server, needs no parsing.
        if (own.equals(origin)) {
            return true;
        }
        return normal(origin)
                .filter(other -> normal(own).filter(other::equals).isPresent())
                .isPresent();
    }

    private static boolean isLocal(String host) {
        Optional<String> written = Authority.parse(host).map(Authority::host);
        String name = written.map(CanonicalHost::of).orElse(host);
        // A trailing dot makes a name without other dots absolute: a top-level domain, which a stranger may own.
        boolean isWithoutDot = written.orElse(host).chars().noneMatch(c -> c == '.' || c == '%');
        return name.startsWith("[")
                || isWithoutDot
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches();
    }

    /**
     * The canonical spelling of an origin: lower case, with the port even if it is the scheme's default, and the host
     * as the URL Standard writes it; empty if the text is not an origin.
     */
    private static Optional<String> normal(String origin) {
        int end = origin.indexOf(SEPARATOR);
        if (end <= 0) {
            return Optional.empty();
        }
        // RFC 6454 6.2: scheme, "://", host, and the port if it is not the default port of the scheme.
        String scheme = origin.substring(0, end).toLowerCase(Locale.ROOT);
        int port = scheme.equals("https") ? HTTPS_PORT : scheme.equals("http") ? HTTP_PORT : Authority.NO_PORT;
        // The host part of another scheme, such as a browser extension's, is not a network host.
        boolean isOfTheNetwork = port != Authority.NO_PORT;
        return Authority.parse(origin.substring(end + SEPARATOR.length()))
                .map(authority -> scheme
                        + SEPARATOR
                        + (isOfTheNetwork ? CanonicalHost.of(authority.host()) : authority.host())
                        + ':'
                        + authority.portOr(port));
    }
}
