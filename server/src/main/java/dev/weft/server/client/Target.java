package dev.weft.server.client;

import dev.weft.server.client.ConnectOptions.Header;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target in a form that the JDK's client accepts: that client ignores user and password, and rejects host names with
 * an underscore, which Docker Compose and Windows assign.
 *
 * @param uri {@code ws:} or {@code wss:}, without credentials
 * @param shown the URL as shown to people, with the host's name
 * @param headers header fields of the opening handshake that result from the URL
 */
record Target(URI uri, String shown, List<Header> headers) {

    /** RFC 3986 3.2.2: the characters of a registered name, without escapes. */
    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._~-]+)(?::(\\d{0,5}))?");

    /** Copies the list. */
    Target {
        headers = List.copyOf(headers);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if the URL is invalid; the message says why
     * @throws UnknownHostException if its host has no address and the JDK's client could not report that
     */
    static Target of(URI url) throws UnknownHostException {
        String authority = url.getRawAuthority();
        if (authority == null) {
            return new Target(webSocket(url), url.toString(), List.of());
        }
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        List<Header> headers = new ArrayList<>();
        if (at >= 0) {
            headers.add(basic(authority.substring(0, at)));
        }
        URI named = url.getHost() == null ? null : webSocket(with(host, url));
        if (named != null) {
            return new Target(named, named.toString(), headers);
        }
        headers.add(new Header("Host", host));
        URI dialled = webSocket(with(addressOf(host, url), url));
        String shown = dialled.toString()
                .replaceFirst(Pattern.quote(dialled.getRawAuthority()), Matcher.quoteReplacement(host));
        return new Target(dialled, shown, headers);
    }

    /** The same URL with a page's scheme: {@code http:} for {@code ws:}. */
    URI page() {
        return URI.create("http" + uri.toString().substring("ws".length()));
    }

    /** {@code http:} becomes {@code ws:}: people copy what the browser shows. */
    private static URI webSocket(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https")
                ? URI.create("ws" + url.toString().substring("http".length()))
                : url;
    }

    private static URI with(String authority, URI url) {
        return URI.create(
                url.toString().replaceFirst(Pattern.quote(url.getRawAuthority()), Matcher.quoteReplacement(authority)));
    }

    /** RFC 7617 2: "user-id, a single colon character, and the password", in UTF-8. */
    private static Header basic(String userInfo) {
        String credentials = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (!credentials.contains(":")) {
            credentials += ":";
        }
        byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
        return new Header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }

    private static String addressOf(String host, URI url) throws UnknownHostException {
        Matcher named = NAMED.matcher(host);
        if (!named.matches()) {
            throw new IllegalArgumentException("'" + host + "' is not a host and a port");
        }
        if (!"ws".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
            // The JDK neither sends a name like this in a TLS handshake nor checks a certificate for it.
            throw new IllegalArgumentException(
                    "Java's TLS accepts no host name with '_': use another name of " + named.group(1));
        }
        InetAddress address = InetAddress.getByName(named.group(1));
        String literal =
                address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
        return named.group(2) == null ? literal : literal + ":" + named.group(2);
    }
}
