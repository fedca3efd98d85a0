package dev.weft.server.connection;

import dev.weft.engine.http.HeaderFields;
import dev.weft.server.config.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the real client of a request that came through proxies which the operator trusts. From any other peer the
 * header fields are ignored, because anyone can write them. Immutable.
 */
final class TrustedProxies {

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

    /** An address as proxies write it, sometimes with its port: {@code 192.0.2.1:5678}, {@code [2001:db8::1]:5678}. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::[0-9]+)?|([0-9.]+):[0-9]+");

    /**
     * The client at the far end.
     *
     * @param address the client's; its port is 0 if only a proxy knows it
     * @param scheme {@code http} or {@code https}: the last value that the proxy nearest to this server gives
     */
    record Client(InetSocketAddress address, String scheme) {}

    private final List<Subnet> proxies;

    TrustedProxies(List<Subnet> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /** The client of a request that this peer sent. */
    Client client(HeaderFields fields, InetSocketAddress peer, String scheme) {
        if (!isTrusted(peer.getAddress())) {
            return new Client(peer, scheme);
        }
        // Each proxy appends its peer, so what the client itself wrote is first and is reached last.
        List<String> hops = fields.tokens(FORWARDED_FOR).reversed();
        InetAddress last = peer.getAddress();
        for (String hop : hops) {
            Optional<InetAddress> address = address(hop);
            if (address.isEmpty() || !isTrusted(last)) {
                break;
            }
            last = address.get();
        }
        InetSocketAddress address = last.equals(peer.getAddress()) ? peer : new InetSocketAddress(last, 0);
        return new Client(address, forwardedScheme(fields).orElse(scheme));
    }

    private boolean isTrusted(InetAddress address) {
        return proxies.stream().anyMatch(proxy -> proxy.contains(address));
    }

    private static Optional<InetAddress> address(String hop) {
        Matcher form = WITH_PORT.matcher(hop);
        if (!form.matches()) {
            return Subnet.address(hop);
        }
        return Subnet.address(form.group(1) == null ? form.group(2) : form.group(1));
    }

    private static Optional<String> forwardedScheme(HeaderFields fields) {
        return fields.tokens(FORWARDED_PROTO).reversed().stream()
                .findFirst()
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .filter(scheme -> scheme.equals("http") || scheme.equals("https"));
    }
}
