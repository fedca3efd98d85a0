package dev.weft.engine.http;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A host and a port, as in a {@code Host} field (RFC 9110 7.2, RFC 3986 3.2).
 *
 * @param host in lower case; an IPv6 address keeps its brackets
 * @param port 0 to 65,535, or {@link #NO_PORT}
 */
public record Authority(String host, int port) {

    /** No port is given: the scheme's default applies. */
    public static final int NO_PORT = -1;

    private static final int MAX_PORT = 65_535;

    /** Why 9? An address has 8 groups, so no sum with this one fits. */
    private static final int TOO_MANY = 9;

    /** Splits a text; empty if it is not {@code host} or {@code host:port}. */
    public static Optional<Authority> parse(String text) {
        if (!isValid(text)) {
            return Optional.empty();
        }
        int end = hostEnd(text);
        int port = end + 1 >= text.length() ? NO_PORT : Integer.parseInt(text, end + 1, text.length(), 10);
        return Optional.of(new Authority(text.substring(0, end).toLowerCase(Locale.ROOT), port));
    }

    /** The port, or the given one if this has none. */
    public int portOr(int schemePort) {
        return port == NO_PORT ? schemePort : port;
    }

    /** Whether a text is {@code host} or {@code host:port}. Allocates nothing. */
    static boolean isValid(String text) {
        int end = hostEnd(text);
        // RFC 9110 4.2.1: an empty host: "A recipient that processes such a URI reference MUST reject it as invalid."
        return end > 0 && isHost(text, end) && isPort(text, end);
    }

    private static int hostEnd(String text) {
        int end = text.indexOf(':', text.startsWith("[") ? text.indexOf(']') + 1 : 0);
        return end < 0 ? text.length() : end;
    }

    private static boolean isHost(String text, int end) {
        if (text.charAt(0) == '[') {
            return text.charAt(end - 1) == ']' && isIpv6(text, 1, end - 1);
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            // RFC 3986 3.2.2: reg-name = *( unreserved / pct-encoded / sub-delims ).
            if (c == '%' ? !isEscape(text, i, end) : c >= 128 || !HttpSyntax.is(HttpSyntax.HOST, c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscape(String text, int at, int end) {
        return at + 2 < end && HexFormat.isHexDigit(text.charAt(at + 1)) && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static boolean isPort(String text, int hostEnd) {
        int port = 0;
        for (int i = hostEnd + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = 10 * port + (c - '0');
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }

    /** RFC 3986 3.2.2: eight groups of up to four hex digits; "::" stands for at least one; the last two may be IPv4. */
    private static boolean isIpv6(String text, int from, int to) {
        int gap = text.indexOf("::", from);
        if (gap < 0) {
            return groups(text, from, to) == 8;
        }
        return groups(text, from, gap) + groups(text, gap + 2, to) < 8;
    }

    /** How many groups a part of an address has; {@link #TOO_MANY} if it is malformed. */
    private static int groups(String text, int from, int to) {
        int groups = 0;
        int at = from;
        while (at < to) {
            int end = groupEnd(text, at, to);
            if (end < to && text.charAt(end) == '.') {
                return text.charAt(to) == ']' && isIpv4(text, at, to) ? groups + 2 : TOO_MANY;
            }
            boolean isGroup = end > at && end - at <= 4;
            boolean isFollowed = end + 1 < to && text.charAt(end) == ':';
            if (!isGroup || (end < to && !isFollowed)) {
                return TOO_MANY;
            }
            groups++;
            at = end + 1;
        }
        return groups;
    }

    private static int groupEnd(String text, int from, int to) {
        int end = from;
        while (end < to && HexFormat.isHexDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isIpv4(String text, int from, int to) {
        int octets = 1;
        int value = -1;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && value >= 0) {
                octets++;
                value = -1;
            } else if (c >= '0' && c <= '9' && value != 0) {
                value = Math.max(value, 0) * 10 + (c - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return octets == 4 && value >= 0;
    }
}
