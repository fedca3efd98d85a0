package dev.weft.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of addresses: {@code 10.0.0.0/8}, {@code fd00::/8}, or a single address. Host names are rejected: trust must
 * not depend on DNS.
 *
 * @param network its first address
 * @param prefix how many leading bits all its addresses share
 */
public record Subnet(InetAddress network, int prefix) {

    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");

    /** No leading zeros: some parsers take them for octal. */
    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    /** The block that a text denotes; empty if it is invalid. */
    static Optional<Subnet> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        return address(form.group(1)).flatMap(network -> {
            int bits = network.getAddress().length * Byte.SIZE;
            int prefix = form.group(2) == null ? bits : Integer.parseInt(form.group(2));
            return prefix <= bits ? Optional.of(new Subnet(network, prefix)) : Optional.empty();
        });
    }

    /** The address that a literal denotes, without a lookup; empty if it is not a literal. */
    public static Optional<InetAddress> address(String literal) {
        if (!IPV6.matcher(literal).matches() && !isIpv4(literal)) {
            return Optional.empty();
        }
        try {
            // Text in this form is parsed as a literal, and never looked up.
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException noLiteral) {
            return Optional.empty();
        }
    }

    private static boolean isIpv4(String literal) {
        String[] octets = literal.split("\\.", -1);
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return octets.length == 4;
    }

    /** Whether the block contains an address; one of the other kind, IPv4 or IPv6, never is in it. */
    public boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
