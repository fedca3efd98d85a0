package dev.weft.engine.http;

import dev.weft.engine.text.Utf8Validator;
import java.util.HexFormat;

/**
 * Parses a request line (RFC 9112 3): request-line = method SP request-target SP HTTP-version.
 *
 * <pre>
 * METHOD -> TARGET -> PATH &lt;-> PATH_ESCAPE -------> VERSION -> LINE_LF -> the end
 *             |        | ^                              ^
 *             |        | '------.                       |
 *             |        v         |                      |
 *             |      QUERY &lt;-> QUERY_ESCAPE ------------+
 *             |        ^         |                      |
 *             +-> AUTHORITY -----'----------------------+
 *             '-> ASTERISK -----------------------------'
 * </pre>
 */
final class RequestLineParser {

    private enum LineState {
        METHOD,
        TARGET,
        PATH,
        PATH_ESCAPE,
        QUERY,
        QUERY_ESCAPE,
        ASTERISK,
        AUTHORITY,
        VERSION,
        LINE_LF
    }

    /** RFC 9112 2.3: HTTP-version = HTTP-name "/" DIGIT "." DIGIT; a "0" here stands for a digit. */
    private static final String VERSION_PATTERN = "HTTP/0.0";

    private static final int MAJOR_AT = 5;
    private static final int MINOR_AT = 7;

    private final FieldBuffer buffer;

    /** Checks the bytes that the path's percent escapes encode. */
    private final Utf8Validator escapedText = new Utf8Validator();

    private final byte[] escapedByte = new byte[1];

    private LineState state = LineState.METHOD;

    /** Where the parts end in the buffer; a query starts after the question mark at the end of the path. */
    private int methodEnd;

    private int pathStart;
    private int pathEnd;
    private int targetEnd;

    private int slashes;
    private int versionAt;
    private int majorVersion;
    private int minorVersion;

    /** The first hex digit of an escape, or -1 before it. */
    private int escapeHigh = -1;

    RequestLineParser(FieldBuffer buffer) {
        this.buffer = buffer;
    }

    /** Takes one byte; true if it is the last. */
    boolean take(int b) throws BadRequest {
        if (state == LineState.LINE_LF && b == '\n') {
            return true;
        }
        state = next(b);
        return false;
    }

    /** Where in the buffer the header lines start. */
    int end() {
        return targetEnd;
    }

    /** The head of this line and these fields. */
    RequestHead head(HeaderFields fields) {
        String method = buffer.text(0, methodEnd);
        String target = buffer.text(methodEnd, targetEnd);
        boolean isAllPath = pathStart == methodEnd && pathEnd == targetEnd;
        String path = isAllPath ? target : pathStart == pathEnd ? "/" : buffer.text(pathStart, pathEnd);
        String query = pathEnd < targetEnd ? buffer.text(pathEnd + 1, targetEnd) : null;
        return new RequestHead(method, target, path, query, fields, minorVersion);
    }

    /** The error for a line that exceeds the limit. */
    BadRequest tooLong() {
        // RFC 9112 3: "A server that receives a method longer than any that it implements SHOULD respond with a 501
        // (Not Implemented) status code. A server that receives a request-target longer than any URI it wishes to parse
        // MUST respond with a 414 (URI Too Long) status code".
        return state == LineState.METHOD
                ? new BadRequest(HttpStatus.NOT_IMPLEMENTED, "method is too long")
                : new BadRequest(HttpStatus.URI_TOO_LONG, "request line is too long");
    }

    void clear() {
        state = LineState.METHOD;
        escapedText.reset();
        slashes = 0;
        versionAt = 0;
    }

    private LineState next(int b) throws BadRequest {
        return switch (state) {
            case METHOD -> method(b);
            case TARGET -> target(b);
            case PATH -> path(b);
            case PATH_ESCAPE -> pathEscape(b);
            case QUERY -> query(b);
            case QUERY_ESCAPE -> queryEscape(b);
            case ASTERISK -> asterisk(b);
            case AUTHORITY -> authority(b);
            case VERSION -> version(b);
            case LINE_LF -> throw new BadRequest("CR without LF");
        };
    }

    private LineState method(int b) throws BadRequest {
        if (HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            return keep(b, LineState.METHOD);
        }
        methodEnd = buffer.length();
        pathStart = methodEnd;
        // RFC 9112 3: one SP and no other white space, since "lenient parsing can result in [...] security
        // vulnerabilities".
        if (b != ' ' || methodEnd == 0) {
            throw new BadRequest("method is not a token and a space");
        }
        return LineState.TARGET;
    }

    private LineState target(int b) throws BadRequest {
        if (b == '/') {
            return keep(b, LineState.PATH);
        }
        if (b == '*') {
            return keep(b, LineState.ASTERISK);
        }
        return authority(b);
    }

    private LineState path(int b) throws BadRequest {
        if (b == '%') {
            return keep(b, LineState.PATH_ESCAPE);
        }
        // A path names a file or a handler, and a second spelling of a name could bypass a check.
        check(escapedText.isComplete(), "percent escapes of the path are not UTF-8");
        if (HttpSyntax.is(HttpSyntax.PATH, b)) {
            return keep(b, LineState.PATH);
        }
        pathEnd = buffer.length();
        check(b == '?' || b == ' ', "path holds a byte that is not allowed");
        return b == '?' ? keep(b, LineState.QUERY) : endTarget();
    }

    private LineState pathEscape(int b) throws BadRequest {
        int escaped = escape(b);
        if (escaped < 0) {
            return LineState.PATH_ESCAPE;
        }
        escapedByte[0] = (byte) escaped;
        check(escapedText.accept(escapedByte, 0, 1), "percent escapes of the path are not UTF-8");
        return LineState.PATH;
    }

    private LineState query(int b) throws BadRequest {
        if (HttpSyntax.is(HttpSyntax.QUERY, b)) {
            return keep(b, LineState.QUERY);
        }
        check(b == '%' || b == ' ', "query holds a byte that is not allowed");
        return b == '%' ? keep(b, LineState.QUERY_ESCAPE) : endTarget();
    }

    private LineState queryEscape(int b) throws BadRequest {
        return escape(b) < 0 ? LineState.QUERY_ESCAPE : LineState.QUERY;
    }

    /** The byte that an escape encodes, or -1 after the first of its digits. */
    private int escape(int b) throws BadRequest {
        // RFC 3986 2.1: pct-encoded = "%" HEXDIG HEXDIG.
        check(HexFormat.isHexDigit(b), "percent escape is not two hex digits");
        buffer.append(b);
        int digit = HexFormat.fromHexDigit(b);
        int high = escapeHigh;
        escapeHigh = high < 0 ? digit : -1;
        return high < 0 ? -1 : high << 4 | digit;
    }

    private LineState asterisk(int b) throws BadRequest {
        check(b == ' ', "request target starts with an asterisk");
        pathEnd = buffer.length();
        return endTarget();
    }

    /** The scheme and host of an absolute-form, or the whole of an authority-form (RFC 9112 3.2). */
    private LineState authority(int b) throws BadRequest {
        // Two slashes belong to the scheme; the third starts the path.
        boolean startsPath = b == '/' && ++slashes == 3;
        if (!startsPath && b != '?' && b != ' ') {
            boolean isLegal = HttpSyntax.is(HttpSyntax.PATH, b) || b == '%';
            check(isLegal, "request target holds a byte that is not allowed");
            return keep(b, LineState.AUTHORITY);
        }
        boolean isTarget = HeadRules.isTarget(buffer.text(0, methodEnd), buffer.text(methodEnd, buffer.length()));
        check(isTarget, "request target is neither a path nor an http or https URL");
        pathStart = buffer.length();
        pathEnd = pathStart;
        return b == ' ' ? endTarget() : keep(b, startsPath ? LineState.PATH : LineState.QUERY);
    }

    private LineState endTarget() {
        targetEnd = buffer.length();
        return LineState.VERSION;
    }

    private LineState version(int b) throws BadRequest {
        if (versionAt == VERSION_PATTERN.length()) {
            return endVersion(b);
        }
        // RFC 9112 2.3: "HTTP-version is case-sensitive."
        char wanted = VERSION_PATTERN.charAt(versionAt);
        check(wanted == '0' ? b >= '0' && b <= '9' : b == wanted, "request line has no HTTP version");
        if (versionAt == MAJOR_AT) {
            majorVersion = b - '0';
        } else if (versionAt == MINOR_AT) {
            minorVersion = b - '0';
        }
        versionAt++;
        return LineState.VERSION;
    }

    private LineState endVersion(int b) throws BadRequest {
        check(b == '\r', "request line does not end after the version");
        // RFC 9110 15.6.6: 505 "indicates that the server does not support, or refuses to support, the major version".
        if (majorVersion != 1) {
            throw new BadRequest(HttpStatus.VERSION_NOT_SUPPORTED, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        }
        return LineState.LINE_LF;
    }

    private LineState keep(int b, LineState following) {
        buffer.append(b);
        return following;
    }

    private static void check(boolean kept, String why) throws BadRequest {
        if (!kept) {
            throw new BadRequest(why);
        }
    }
}
