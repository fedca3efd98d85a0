package dev.weft.server.connection;

import dev.weft.engine.handshake.OriginPolicy;
import dev.weft.engine.http.RequestHead;
import dev.weft.server.log.Printable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Explains why pages of an origin were refused, to the operator of the page, the proxy or the server: what was
 * received, what was expected, and which setting allows it.
 */
final class OriginRefusal {

    /**
     * Why 200? The longest host name has 253 letters, and hardly any has 100; a longer text is not meant for reading.
     */
    private static final int MOST_SHOWN = 200;

    /** Why 5? Enough to recognize the list, which the operator has. */
    private static final int MOST_LISTED = 5;

    /** Text that can be pasted into a shell without harm: a host may contain most of a shell's special characters. */
    private static final Pattern HARMLESS =
            Pattern.compile("[a-z0-9+-]+://[a-z0-9._\\[\\]:-]+", Pattern.CASE_INSENSITIVE);

    private static final String PROXY =
            "behind a proxy, have it pass on Host, X-Forwarded-For and X-Forwarded-Proto, and"
                    + " start the server with --trusted-proxy and the proxy's address";

    private OriginRefusal() {}

    /**
     * The explanation, as one line.
     *
     * @param scheme the scheme by which, as far as the server knows, the client connected
     */
    static String why(RequestHead head, String scheme, OriginPolicy policy) {
        String origin = head.fields().first("Origin").orElse("");
        return "pages of the origin '" + shown(origin) + "' may not connect: expected "
                + own(head.host(), scheme, policy)
                + listed(policy.listed())
                + ". To let them in, "
                + (HARMLESS.matcher(origin).matches()
                        ? "start the server with --origin " + shown(origin)
                        : "name their origin with --origin")
                + "; " + PROXY;
    }

    private static String own(Optional<String> host, String scheme, OriginPolicy policy) {
        if (host.isEmpty()) {
            return "a request with a Host";
        }
        return policy.mayBeOwn(host.get())
                ? scheme + "://" + shown(host.get()) + ", from the Host and scheme of the request"
                : "an address, localhost or a name without a dot instead of " + shown(host.get())
                        + ", as the server listens on a loopback address";
    }

    private static String listed(List<String> origins) {
        if (origins.isEmpty()) {
            return "";
        }
        int more = origins.size() - MOST_LISTED;
        return ", or of --origin " + String.join(", ", origins.subList(0, Math.min(origins.size(), MOST_LISTED)))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private static String shown(String text) {
        return Printable.of(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text);
    }
}
