package dev.weft.engine.http;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Parses request heads (RFC 9112 2 to 5), one byte at a time, each byte once.
 *
 * <pre>
 * START -> METHOD -> TARGET -> PATH &lt;-> PATH_ESCAPE      -> VERSION -> LINE_LF
 *   ^        |         |         v                          ^           |
 *   |        |         |       QUERY &lt;-> QUERY_ESCAPE  -----+           v
 * START_LF   |         +-----> ASTERISK, AUTHORITY (-> PATH) -+   .-> FIELD -> NAME -> VALUE_START -> VALUE
 *            |                                                    |     |                               |
 *            |                                                    '-----|------ LINE_LF &lt;--------------'
 *            v                                                          v
 *           BAD &lt;- any byte that has no arrow                         END_LF -> DONE
 * </pre>
 *
 * One parser serves one connection: after {@code Complete} it takes the next, pipelined head; after {@code Bad} it takes
 * nothing more. It holds no memory before the first byte, and at most twice the limit of a head.
 */
public final class RequestHeadParser {

    private enum State {
        START,
        START_LF,
        METHOD,
        TARGET,
        PATH,
        PATH_ESCAPE,
        QUERY,
        QUERY_ESCAPE,
        ASTERISK,
        AUTHORITY,
        VERSION,
        LINE_LF,
        FIELD,
        NAME,
        VALUE_START,
        VALUE,
        END_LF,
        DONE,
        BAD
    }

    /** RFC 9112 2.3: HTTP-version = HTTP-name "/" DIGIT "." DIGIT; a "0" here stands for a digit. */
    private static final String VERSION_PATTERN = "HTTP/0.0";

    private static final int MAJOR_AT = 5;
    private static final int MINOR_AT = 7;

    /** RFC 9112 2.2: "at least one empty line (CRLF)" is ignored before a request; a third one is no accident. */
    private static final int MAX_EMPTY_LINES = 2;

    private static final String ILLEGAL_ESCAPE = "percent escape is not two hex digits of UTF-8";

    private final HeadLimits limits;
    private final FieldBuffer buffer = new FieldBuffer();
    private final EscapedText escapedText = new EscapedText();

    private State state = State.START;
    private HeadOutcome.@Nullable Bad bad;

    private int emptyLines;
    private int headSize;

    /** Bytes of the line so far, and how many it may have. */
    private int lineSize;

    private int lineLimit;

    /** Where in the buffer the parts of the request line end; the start of the query is 0 while there is none. */
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

    /** Starts before the first byte of a head. */
    public RequestHeadParser(HeadLimits limits) {
        this.limits = limits;
        this.lineLimit = limits.requestLine();
    }

    /**
     * Takes bytes up to the end of the head, of the buffer, or of what is legal, whichever comes first. Cutting the same
     * bytes elsewhere gives the same outcome at the same byte.
     */
    public HeadOutcome parse(ByteBuffer in) {
        while (bad == null && in.hasRemaining()) {
            int b = in.get() & 0xFF;
            state = isTooLarge(b) ? tooLarge() : next(b);
            if (state == State.DONE) {
                return complete();
            }
        }
        return bad == null ? HeadOutcome.Incomplete.INSTANCE : bad;
    }

    /** Whether no byte of the next head has come; empty lines before it are none. */
    public boolean isIdle() {
        return state == State.START || state == State.START_LF;
    }

    private State next(int b) {
        return switch (state) {
            case START -> start(b);
            case START_LF -> b == '\n' ? State.START : badRequest("CR without LF");
            case METHOD -> method(b);
            case TARGET -> target(b);
            case PATH -> path(b);
            case PATH_ESCAPE -> escape(b, State.PATH);
            case QUERY -> query(b);
            case QUERY_ESCAPE -> escape(b, State.QUERY);
            case ASTERISK -> b == ' ' ? endTarget() : badRequest("request target starts with an asterisk");
            case AUTHORITY -> authority(b);
            case VERSION -> version(b);
            case LINE_LF -> b == '\n' ? endLine() : badRequest("CR without LF");
            case FIELD -> field(b);
            case NAME -> name(b);
            case VALUE_START -> HttpSyntax.isWhiteSpace(b) ? State.VALUE_START : value(b);
            case VALUE -> value(b);
            case END_LF -> b == '\n' ? State.DONE : badRequest("CR without LF");
            case DONE, BAD -> throw new IllegalStateException("no byte is taken here");
        };
    }

    private boolean isTooLarge(int b) {
        if (isIdle()) {
            return false;
        }
        if (b != '\r' && b != '\n') {
            lineSize++;
        }
        headSize++;
        return lineSize > lineLimit || headSize > limits.headSize();
    }

    private State tooLarge() {
        return switch (state) {
            // RFC 9112 3: "A server that receives a method longer than any that it implements SHOULD respond with a 501
            // (Not Implemented) status code."
            case METHOD -> bad(HttpStatus.NOT_IMPLEMENTED, "method is too long");
            // RFC 9112 3: "A server that receives a request-target longer than any URI it wishes to parse MUST respond
            // with a 414 (URI Too Long) status code".
            case TARGET, PATH, PATH_ESCAPE, QUERY, QUERY_ESCAPE, ASTERISK, AUTHORITY, VERSION ->
                bad(HttpStatus.URI_TOO_LONG, "request line is too long");
            // RFC 6585 5: 431 "can be used both when the set of request header fields in total is too large, and when a
            // single header field is at fault".
            default -> bad(HttpStatus.HEADER_FIELDS_TOO_LARGE, "request head is too large");
        };
    }

    private State start(int b) {
        if (b == '\r') {
            // RFC 9112 2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore at least one
            // empty line (CRLF) received prior to the request-line."
            return ++emptyLines <= MAX_EMPTY_LINES
                    ? State.START_LF
                    : badRequest("too many empty lines before a request");
        }
        headSize = 1;
        lineSize = 1;
        return method(b);
    }

    private State method(int b) {
        if (HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            return keep(b, State.METHOD);
        }
        methodEnd = buffer.length();
        pathStart = methodEnd;
        // RFC 9112 3: request-line = method SP request-target SP HTTP-version: one space and nothing else.
        return b == ' ' && methodEnd > 0 ? State.TARGET : badRequest("method is not a token and a space");
    }

    private State target(int b) {
        if (b == '/') {
            return keep(b, State.PATH);
        }
        if (b == '*') {
            return keep(b, State.ASTERISK);
        }
        return HttpSyntax.is(HttpSyntax.HOST, b) || b == '['
                ? keep(b, State.AUTHORITY)
                : badRequest("no request target");
    }

    private State path(int b) {
        if (b == '%') {
            return keep(b, State.PATH_ESCAPE);
        }
        if (!escapedText.isWhole()) {
            return badRequest(ILLEGAL_ESCAPE);
        }
        if (HttpSyntax.is(HttpSyntax.PATH, b)) {
            return keep(b, State.PATH);
        }
        pathEnd = buffer.length();
        if (b == '?') {
            return keep(b, State.QUERY);
        }
        return b == ' ' ? endTarget() : badRequest("path holds a byte that is not allowed");
    }

    private State query(int b) {
        if (HttpSyntax.is(HttpSyntax.QUERY, b)) {
            return keep(b, State.QUERY);
        }
        if (b == '%') {
            return keep(b, State.QUERY_ESCAPE);
        }
        return b == ' ' ? endTarget() : badRequest("query holds a byte that is not allowed");
    }

    private State escape(int b, State after) {
        // RFC 3986 2.1: pct-encoded = "%" HEXDIG HEXDIG.
        if (!HexFormat.isHexDigit(b)) {
            return badRequest(ILLEGAL_ESCAPE);
        }
        if (escapeHigh < 0) {
            escapeHigh = HexFormat.fromHexDigit(b);
            return keep(b, state);
        }
        int escaped = escapeHigh << 4 | HexFormat.fromHexDigit(b);
        escapeHigh = -1;
        // A query may be in any encoding; a path names a file or a handler, and two spellings of one name are a way in.
        return after == State.PATH && !escapedText.accept(escaped) ? badRequest(ILLEGAL_ESCAPE) : keep(b, after);
    }

    /** The scheme and host of an absolute-form, or the whole of an authority-form (RFC 9112 3.2). */
    private State authority(int b) {
        // Two slashes belong to the scheme; the third starts the path.
        boolean startsPath = b == '/' && ++slashes == 3;
        if (b == ' ' || b == '?' || startsPath) {
            if (!HeadRules.isTarget(buffer.text(0, methodEnd), buffer.text(methodEnd, buffer.length()))) {
                return badRequest("request target is neither a path nor a valid http or https URL");
            }
            pathStart = buffer.length();
            pathEnd = pathStart;
            return b == ' ' ? endTarget() : keep(b, startsPath ? State.PATH : State.QUERY);
        }
        boolean legal = HttpSyntax.is(HttpSyntax.HOST, b) || b == ':' || b == '/' || b == '[' || b == ']' || b == '%';
        return legal ? keep(b, State.AUTHORITY) : badRequest("request target holds a byte that is not allowed");
    }

    private State endTarget() {
        targetEnd = buffer.length();
        if (state == State.ASTERISK) {
            pathEnd = targetEnd;
        }
        return State.VERSION;
    }

    private State version(int b) {
        if (versionAt == VERSION_PATTERN.length()) {
            return b == '\r' ? endRequestLine() : badRequest("request line does not end after the version");
        }
        // RFC 9112 2.3: "HTTP-version is case-sensitive."
        char wanted = VERSION_PATTERN.charAt(versionAt);
        boolean legal = wanted == '0' ? b >= '0' && b <= '9' : b == wanted;
        if (!legal) {
            return badRequest("request line has no HTTP version");
        }
        if (versionAt == MAJOR_AT) {
            majorVersion = b - '0';
        } else if (versionAt == MINOR_AT) {
            minorVersion = b - '0';
        }
        versionAt++;
        return State.VERSION;
    }

    private State endRequestLine() {
        // RFC 9110 15.6.6: 505 "indicates that the server does not support, or refuses to support, the major version".
        return majorVersion == 1
                ? State.LINE_LF
                : bad(HttpStatus.VERSION_NOT_SUPPORTED, "only HTTP/1.0 and HTTP/1.1 are spoken here");
    }

    private State endLine() {
        lineSize = 0;
        lineLimit = limits.headerLine();
        return State.FIELD;
    }

    private State field(int b) {
        if (b == '\r') {
            return State.END_LF;
        }
        // RFC 9112 2.2: "A recipient that receives whitespace between the start-line and the first header field MUST
        // either reject the message as invalid or [ignore the line]"; 5.2 says the same of obs-fold.
        if (!HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            return badRequest("header line does not start with a name");
        }
        if (buffer.fieldCount() == limits.headerCount()) {
            return bad(HttpStatus.HEADER_FIELDS_TOO_LARGE, "too many header fields");
        }
        return keep(b, State.NAME);
    }

    private State name(int b) {
        if (HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            return keep(b, State.NAME);
        }
        // RFC 9112 5.1: "A server MUST reject, with a response status code of 400 (Bad Request), any received request
        // message that contains whitespace between a header field name and colon."
        if (b != ':') {
            return badRequest("header name is not a token and a colon");
        }
        buffer.end();
        return State.VALUE_START;
    }

    private State value(int b) {
        if (b == '\r') {
            buffer.endTrimmed();
            return State.LINE_LF;
        }
        // RFC 9110 5.5: "Field values containing CR, LF, or NUL characters are invalid and dangerous".
        return HttpSyntax.is(HttpSyntax.FIELD, b)
                ? keep(b, State.VALUE)
                : badRequest("header value holds a control byte");
    }

    private State keep(int b, State following) {
        buffer.append(b);
        return following;
    }

    private State badRequest(String why) {
        return bad(HttpStatus.BAD_REQUEST, why);
    }

    private State bad(HttpStatus status, String why) {
        bad = new HeadOutcome.Bad(status, why);
        buffer.clear();
        return State.BAD;
    }

    private HeadOutcome complete() {
        RequestHead head = head();
        bad = HeadRules.check(head);
        if (bad != null) {
            state = State.BAD;
            buffer.clear();
            return bad;
        }
        clear();
        return new HeadOutcome.Complete(head);
    }

    private RequestHead head() {
        String method = buffer.text(0, methodEnd);
        String target = buffer.text(methodEnd, targetEnd);
        boolean isAllPath = pathStart == methodEnd && pathEnd == targetEnd;
        String path = isAllPath ? target : pathStart == pathEnd ? "/" : buffer.text(pathStart, pathEnd);
        String query = pathEnd < targetEnd ? buffer.text(pathEnd + 1, targetEnd) : null;
        return new RequestHead(method, target, path, query, buffer.fieldsFrom(targetEnd), minorVersion);
    }

    private void clear() {
        buffer.clear();
        escapedText.clear();
        state = State.START;
        emptyLines = 0;
        headSize = 0;
        lineSize = 0;
        lineLimit = limits.requestLine();
        methodEnd = 0;
        pathStart = 0;
        pathEnd = 0;
        targetEnd = 0;
        slashes = 0;
        versionAt = 0;
    }
}
