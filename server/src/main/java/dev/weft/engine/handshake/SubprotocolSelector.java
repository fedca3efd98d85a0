package dev.weft.engine.handshake;

import dev.weft.engine.http.HttpSyntax;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses {@code Sec-WebSocket-Protocol} and selects one (RFC 6455 1.9, 4.1, 4.2.2). Looks at each character once. */
final class SubprotocolSelector {

    private SubprotocolSelector() {}

    /** The first of the server's subprotocols that the client offers, if any. */
    static Optional<String> select(List<String> lines, List<String> supported) throws HandshakeViolation {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        Set<String> offered = new LinkedHashSet<>();
        for (String line : lines) {
            // RFC 6455 11.3.4: it "MAY appear multiple times in an HTTP request (which is logically the same as a
            // single Sec-WebSocket-Protocol header field that contains all values)".
            readLine(line, offered);
        }
        // RFC 6455 4.2.2: the value "MUST be derived from the client's handshake, specifically by selecting one of the
        // values from the |Sec-WebSocket-Protocol| field".
        return supported.stream().filter(offered::contains).findFirst();
    }

    private static void readLine(String line, Set<String> offered) throws HandshakeViolation {
        int from = 0;
        while (from <= line.length()) {
            int comma = line.indexOf(',', from);
            int end = comma < 0 ? line.length() : comma;
            String name = line.substring(from, end).strip();
            // RFC 9110 5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements". Some
            // clients that offer no subprotocol send the field without any element.
            if (!name.isEmpty()) {
                add(name, offered);
            }
            from = end + 1;
        }
    }

    private static void add(String name, Set<String> offered) throws HandshakeViolation {
        // RFC 6455 4.1: "The elements that comprise this value MUST be non-empty strings with characters in the range
        // U+0021 to U+007E not including separator characters as defined in [RFC2616] and MUST all be unique strings."
        if (!HttpSyntax.isToken(name)) {
            throw new HandshakeViolation("Sec-WebSocket-Protocol is not a list of tokens");
        }
        if (!offered.add(name)) {
            throw new HandshakeViolation("Sec-WebSocket-Protocol names a subprotocol twice");
        }
    }
}
