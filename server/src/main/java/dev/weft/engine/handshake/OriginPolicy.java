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
 * Whose pages may connect (RFC 6455 10.2): the server's own, those on a list, or all. An origin is compared as a whole,
 * scheme, host and port; a part that looks like it is worth nothing. Two spellings of one host or port are the same.
 */
public final class OriginPolicy {

    /** On the list, allows every origin. */
    public static final String ANY = "*";

    /** RFC 6454 6.1: what a page without an origin sends, such as a sandboxed frame; anyone can make one. */
    private static final String OPAQUE = "null";

    /** RFC 1123 2.1: no name is like this, "since at least the highest-level component label will be alphabetic". */
    private static final Pattern IPV4 = Pattern.compile("\\d+(\\.\\d+){3}");

    private static final String SEPARATOR = "://";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** What the host of the server's own origin may be. */
    public enum OwnHost {
        /** Whatever the request is for. */
        ANY,

        /**
         * An address, or a name that no stranger can own: without a dot, or below {@code localhost}. For a server that only
         * its own machine reaches: a page of {@code evil.example} may have that name lead to 127.0.0.1 once it is loaded
         * (DNS rebinding), and then its origin and the request's host are the same.
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
     * @param scheme how the server is reached: {@code http} or {@code https}
     * @param ownHost what the own origin may be
     * @param allowed origins such as {@code https://example.com:8443}, the word {@code null}, or {@link #ANY}
     * @throws IllegalArgumentException if the scheme is another one, or an origin on the list could never match
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

    /** The origins on the list, as they were given. */
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
        // RFC 3986 3.2.2 allows an asterisk in a host; whoever writes one here means something that is not there.
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
        // What every browser sends to its own server needs no parsing.
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
        // A dot at the end makes a name without another one absolute: a top-level domain, which is a stranger's.
        boolean isWithoutDot = written.orElse(host).chars().noneMatch(c -> c == '.' || c == '%');
        return name.startsWith("[")
                || isWithoutDot
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || IPV4.matcher(name).matches();
    }

    /**
     * An origin in its one spelling: lower case, with the port even if it is the scheme's own, and the host as the URL
     * Standard writes it; empty if it is none.
     */
    private static Optional<String> normal(String origin) {
        int end = origin.indexOf(SEPARATOR);
        if (end <= 0) {
            return Optional.empty();
        }
        // RFC 6454 6.2: scheme, "://", host, and the port if it is not the default port of the scheme.
        String scheme = origin.substring(0, end).toLowerCase(Locale.ROOT);
        int port = scheme.equals("https") ? HTTPS_PORT : scheme.equals("http") ? HTTP_PORT : Authority.NO_PORT;
        // What stands for a host in another scheme, such as that of a browser's extensions, is not the network's.
        boolean isOfTheNetwork = port != Authority.NO_PORT;
        return Authority.parse(origin.substring(end + SEPARATOR.length()))
                .map(authority -> scheme
                        + SEPARATOR
                        + (isOfTheNetwork ? CanonicalHost.of(authority.host()) : authority.host())
                        + ':'
                        + authority.portOr(port));
    }
}
