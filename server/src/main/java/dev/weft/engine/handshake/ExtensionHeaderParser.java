package dev.weft.engine.handshake;

import dev.weft.engine.http.ExtensionOffer;
import dev.weft.engine.http.HttpSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parses {@code Sec-WebSocket-Extensions} (RFC 6455 9.1). Looks at each character once.
 *
 * <pre>
 * extension-list  = 1#extension
 * extension       = extension-token *( ";" extension-param )
 * extension-param = token [ "=" (token | quoted-string) ]
 * </pre>
 */
public final class ExtensionHeaderParser {

    /** Why 32? Browsers make one offer and test suites eight; longer lists exist only to cost parsing time. */
    static final int MAX_OFFERS = 32;

    /** Why 32? permessage-deflate has four parameters, each once. */
    static final int MAX_PARAMETERS = 32;

    private final String text;
    private int at;

    private ExtensionHeaderParser(String text) {
        this.text = text;
    }

    /**
     * The offers of all lines together, best first. RFC 6455 9.1: "this header field MAY be split or combined across
     * multiple lines."
     *
     * @throws HandshakeViolation if a line breaks the grammar, or has more offers or parameters than the limits above
     */
    public static List<ExtensionOffer> parse(List<String> lines) throws HandshakeViolation {
        List<ExtensionOffer> offers = new ArrayList<>(2);
        for (String line : lines) {
            new ExtensionHeaderParser(line).readList(offers);
        }
        // RFC 6455 9.1 has 1#extension, so at least one; but an empty list can be understood in only one way.
        return List.copyOf(offers);
    }

    private void readList(List<ExtensionOffer> offers) throws HandshakeViolation {
        skipWhiteSpace();
        while (at < text.length()) {
            // RFC 9110 5.6.1.2: "A recipient MUST parse and ignore a reasonable number of empty list elements"; RFC
            // 2616
            // 2.1, whose grammar RFC 6455 uses, allows "null elements" as well.
            if (!take(',')) {
                check(offers.size() < MAX_OFFERS, "Sec-WebSocket-Extensions makes too many offers");
                offers.add(readOffer());
                check(at == text.length() || text.charAt(at) == ',', "extension offer is malformed");
            }
        }
    }

    private ExtensionOffer readOffer() throws HandshakeViolation {
        String name = readToken();
        List<ExtensionOffer.Parameter> parameters = new ArrayList<>(2);
        while (take(';')) {
            check(parameters.size() < MAX_PARAMETERS, "extension offer has too many parameters");
            String parameter = readToken();
            parameters.add(
                    new ExtensionOffer.Parameter(parameter, take('=') ? Optional.of(readValue()) : Optional.empty()));
        }
        return new ExtensionOffer(name, parameters);
    }

    private String readValue() throws HandshakeViolation {
        return at < text.length() && text.charAt(at) == '"' ? readQuoted() : readToken();
    }

    private String readToken() throws HandshakeViolation {
        int start = at;
        while (at < text.length() && HttpSyntax.isTokenChar(text.charAt(at))) {
            at++;
        }
        check(at > start, "extension offer lacks a token");
        String token = text.substring(start, at);
        skipWhiteSpace();
        return token;
    }

    private String readQuoted() throws HandshakeViolation {
        // RFC 6455 9.1: "the value after quoted-string unescaping MUST conform to the 'token' ABNF". Any other value is
        // passed on unchanged: no extension defines it, so that offer is declined and the next one is considered.
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            // RFC 9110 5.6.4: a backslash stands for the character after it.
            at += text.charAt(at) == '\\' ? 1 : 0;
            check(at < text.length(), "extension offer has a quote without end");
            value.append(text.charAt(at++));
        }
        check(take('"'), "extension offer has a quote without end");
        return value.toString();
    }

    /** Consumes the separator and the white space after it, if the separator is next. */
    private boolean take(char separator) {
        if (at == text.length() || text.charAt(at) != separator) {
            return false;
        }
        at++;
        skipWhiteSpace();
        return true;
    }

    private void skipWhiteSpace() {
        // RFC 6455 9.1: "this section is using ABNF syntax/rules from [RFC2616], including the "implied *LWS rule"":
        // white space may stand between any two words and separators.
        while (at < text.length() && HttpSyntax.isWhiteSpace(text.charAt(at))) {
            at++;
        }
    }

    private static void check(boolean kept, String why) throws HandshakeViolation {
        if (!kept) {
            throw new HandshakeViolation(why);
        }
    }
}
