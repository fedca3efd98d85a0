package dev.weft.engine.http;

import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * The canonical spelling of a host, as the URL Standard's host parser and serializer (3.5) produce it for http and
 * https: a browser writes an origin this way, whatever was typed. The final dot of a name, which the standard keeps, is
 * removed as well: DNS finds the same server with and without it.
 */
public final class CanonicalHost {

    private static final int GROUPS = 8;
    private static final long MAX_IPV4 = 0xFFFF_FFFFL;

    private CanonicalHost() {}

    /**
     * The canonical spelling of a host as {@link Authority} gives it: valid, in lower case, an IPv6 address in
     * brackets.
     */
    public static String of(String host) {
        if (host.startsWith("[")) {
            return '[' + compressed(groups(host.substring(1, host.length() - 1))) + ']';
        }
        String decoded = decoded(host);
        // URL Standard 3.5: the IPv4 parser and "ends in a number" both ignore an empty last part.
        String name = decoded.endsWith(".") ? decoded.substring(0, decoded.length() - 1) : decoded;
        OptionalLong ipv4 = ipv4(name);
        return ipv4.isPresent() ? dotted(ipv4.getAsLong()) : name;
    }

    /** RFC 3986 6.2.2.2: an escaped character that needs no escape equals the character itself. */
    private static String decoded(String host) {
        if (host.indexOf('%') < 0) {
            return host;
        }
        StringBuilder decoded = new StringBuilder(host.length());
        for (int i = 0; i < host.length(); i++) {
            int b = host.charAt(i) == '%' ? HexFormat.fromHexDigits(host, i + 1, i + 3) : -1;
            if (b >= 0 && HttpSyntax.is(HttpSyntax.HOST, b)) {
                decoded.append((char) HttpSyntax.lower(b));
                i += 2;
            } else {
                decoded.append(host.charAt(i));
            }
        }
        return decoded.toString();
    }

    /** URL Standard 3.5, the IPv4 parser: up to four numbers, the last of which fills the remaining bytes. */
    private static OptionalLong ipv4(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length > 4) {
            return OptionalLong.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            long most = isLast ? MAX_IPV4 >> (8 * i) : 255;
            long number = number(parts[i]);
            if (number < 0 || number > most) {
                return OptionalLong.empty();
            }
            address |= isLast ? number : number << (8 * (3 - i));
        }
        return OptionalLong.of(address);
    }

    /**
     * A number in decimal, in octal after a 0, or in hexadecimal after 0x; -1 if it is not a number or does not fit.
     */
    private static long number(String text) {
        boolean isHex = text.startsWith("0x");
        boolean isOctal = !isHex && text.length() > 1 && text.startsWith("0");
        int radix = isHex ? 16 : isOctal ? 8 : 10;
        long number = text.isEmpty() ? -1 : 0;
        for (int i = isHex ? 2 : 0; i < text.length() && number >= 0 && number <= MAX_IPV4; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            number = digit < 0 ? -1 : number * radix + digit;
        }
        return number;
    }

    private static String dotted(long ipv4) {
        return (ipv4 >> 24) + "." + (ipv4 >> 16 & 255) + '.' + (ipv4 >> 8 & 255) + '.' + (ipv4 & 255);
    }

    /** The groups of a valid IPv6 address. */
    private static int[] groups(String address) {
        int gap = address.indexOf("::");
        int[] groups = new int[GROUPS];
        if (gap < 0) {
            fill(groups, address, 0);
        } else {
            fill(groups, address.substring(0, gap), 0);
            String tail = address.substring(gap + 2);
            fill(groups, tail, GROUPS - count(tail));
        }
        return groups;
    }

    private static int count(String part) {
        long colons = part.chars().filter(c -> c == ':').count();
        // An IPv4 address at the end contains no colon, and stands for two groups.
        return part.isEmpty() ? 0 : (int) colons + (part.indexOf('.') < 0 ? 1 : 2);
    }

    private static void fill(int[] groups, String part, int first) {
        int at = first;
        for (String group : part.isEmpty() ? new String[0] : part.split(":")) {
            if (group.indexOf('.') < 0) {
                groups[at++] = HexFormat.fromHexDigits(group);
            } else {
                long ipv4 = ipv4(group).orElseThrow();
                groups[at++] = (int) (ipv4 >> 16);
                groups[at++] = (int) (ipv4 & 0xFFFF);
            }
        }
    }

    /** URL Standard 3.5, the IPv6 serializer: "::" for the first longest run of zeros, if it is longer than one. */
    private static String compressed(int[] groups) {
        int gap = -1;
        int gapEnd = 0;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > Math.max(1, gapEnd - gap)) {
                gap = i;
                gapEnd = end;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < GROUPS; i++) {
            if (i == gap) {
                text.append("::");
                i = gapEnd - 1;
            } else {
                text.append(text.isEmpty() || i == gapEnd ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
