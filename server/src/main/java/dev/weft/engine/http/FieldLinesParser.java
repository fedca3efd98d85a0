package dev.weft.engine.http;

/**
 * Parses the header lines of a head and the empty line after them (RFC 9112 5).
 *
 * <pre>
 * START -> NAME -> VALUE_START -> VALUE -> LINE_LF -> START
 *   |                  |                      ^
 *   v                  '----------------------'
 * END_LF -> the end
 * </pre>
 */
final class FieldLinesParser {

    private enum FieldState {
        START,
        NAME,
        VALUE_START,
        VALUE,
        LINE_LF,
        END_LF
    }

    private final FieldBuffer buffer;
    private final int maxFields;

    private FieldState state = FieldState.START;

    FieldLinesParser(FieldBuffer buffer, int maxFields) {
        this.buffer = buffer;
        this.maxFields = maxFields;
    }

    /** Takes one byte; true if it is the last. */
    boolean take(int b) throws BadRequest {
        if (state == FieldState.END_LF && b == '\n') {
            return true;
        }
        state = next(b);
        return false;
    }

    void clear() {
        state = FieldState.START;
    }

    private FieldState next(int b) throws BadRequest {
        return switch (state) {
            case START -> start(b);
            case NAME -> name(b);
            case VALUE_START -> HttpSyntax.isWhiteSpace(b) ? FieldState.VALUE_START : value(b);
            case VALUE -> value(b);
            case LINE_LF, END_LF -> lineFeed(b);
        };
    }

    private FieldState start(int b) throws BadRequest {
        if (b == '\r') {
            return FieldState.END_LF;
        }
        // RFC 9112 2.2: "A recipient that receives whitespace between the start-line and the first header field MUST
        // either reject the message as invalid or consume each whitespace-preceded line"; 5.2 has the same choice for
        // obs-fold.
        if (!HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            throw new BadRequest("header line does not start with a name");
        }
        if (buffer.fieldCount() == maxFields) {
            throw new BadRequest(HttpStatus.HEADER_FIELDS_TOO_LARGE, "too many header fields");
        }
        buffer.append(b);
        return FieldState.NAME;
    }

    private FieldState name(int b) throws BadRequest {
        if (HttpSyntax.is(HttpSyntax.TOKEN, b)) {
            buffer.append(b);
            return FieldState.NAME;
        }
        // RFC 9112 5.1: "A server MUST reject, with a response status code of 400 (Bad Request), any received request
        // message that contains whitespace between a header field name and colon."
        if (b != ':') {
            throw new BadRequest("header name is not a token and a colon");
        }
        buffer.end();
        return FieldState.VALUE_START;
    }

    private FieldState value(int b) throws BadRequest {
        if (b == '\r') {
            buffer.endTrimmed();
            return FieldState.LINE_LF;
        }
        // RFC 9110 5.5: "Field values containing CR, LF, or NUL characters are invalid and dangerous".
        if (!HttpSyntax.is(HttpSyntax.FIELD, b)) {
            throw new BadRequest("header value holds a control byte");
        }
        buffer.append(b);
        return FieldState.VALUE;
    }

    private static FieldState lineFeed(int b) throws BadRequest {
        // RFC 9112 2.2: "A recipient of such a bare CR MUST consider that element to be invalid or replace each bare
        // CR".
        if (b != '\n') {
            throw new BadRequest("CR without LF");
        }
        return FieldState.START;
    }
}
