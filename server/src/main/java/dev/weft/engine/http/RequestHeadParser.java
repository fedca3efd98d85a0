package dev.weft.engine.http;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses request heads (RFC 9112 2 to 6), one byte at a time, each byte once.
 *
 * <pre>
 * EMPTY_LINE &lt;-> EMPTY_LINE_LF
 *     |
 *     v
 * REQUEST_LINE -> FIELD_LINES -> Complete, and on to EMPTY_LINE
 *
 * any of them -> Bad, which is final
 * </pre>
 *
 * One parser serves one connection: after {@code Complete} it takes the next, pipelined head; after {@code Bad} it takes
 * nothing more. It holds no memory before the first byte of a head, and at most twice the limit of a head.
 */
public final class RequestHeadParser {

    private enum Part {
        EMPTY_LINE,
        EMPTY_LINE_LF,
        REQUEST_LINE,
        FIELD_LINES
    }

    /** Why 2? Old clients send one after a body; RFC 9112 2.2 asks for "at least one"; a third is no accident. */
    private static final int MAX_EMPTY_LINES = 2;

    /** Why 1,024 and 20? The handshake of a browser has 500 to 900 bytes and 12 to 18 header fields. */
    private static final int FIRST_SIZE = 1_024;

    private static final int FIRST_FIELDS = 20;

    private final HeadLimits limits;
    private final FieldBuffer buffer = new FieldBuffer(FIRST_SIZE, FIRST_FIELDS);
    private final RequestLineParser requestLine = new RequestLineParser(buffer);
    private final FieldLinesParser fieldLines;

    private Part part = Part.EMPTY_LINE;
    private HeadOutcome.@Nullable Bad bad;

    private int emptyLines;
    private int headSize;

    /** Starts before the first byte of a head. */
    public RequestHeadParser(HeadLimits limits) {
        this.limits = limits;
        this.fieldLines = new FieldLinesParser(buffer, limits.headerCount());
    }

    /**
     * Takes bytes up to the end of the head, the end of the buffer or the first illegal byte, whichever comes first.
     * The outcome, and the byte at which it is reached, do not depend on how the bytes are split.
     */
    public HeadOutcome parse(ByteBuffer in) {
        if (bad != null) {
            return bad;
        }
        try {
            while (in.hasRemaining()) {
                if (take(in.get() & 0xFF)) {
                    return complete();
                }
            }
            return HeadOutcome.Incomplete.INSTANCE;
        } catch (BadRequest broken) {
            buffer.clear();
            bad = broken.outcome();
            return bad;
        }
    }

    /** Whether no byte of the next head has arrived; empty lines before it do not count. */
    public boolean isIdle() {
        return bad == null && (part == Part.EMPTY_LINE || part == Part.EMPTY_LINE_LF);
    }

    /** Takes one byte; true if it is the last of the head. */
    private boolean take(int b) throws BadRequest {
        switch (part) {
            case EMPTY_LINE -> part = start(b);
            case EMPTY_LINE_LF -> part = endEmptyLine(b);
            case REQUEST_LINE -> {
                count();
                part = requestLine.take(b) ? Part.FIELD_LINES : Part.REQUEST_LINE;
            }
            case FIELD_LINES -> {
                count();
                return fieldLines.take(b);
            }
        }
        return false;
    }

    private Part start(int b) throws BadRequest {
        if (b != '\r') {
            count();
            requestLine.take(b);
            return Part.REQUEST_LINE;
        }
        // RFC 9112 2.2: "a server that is expecting to receive and parse a request-line SHOULD ignore at least one
        // empty line (CRLF) received prior to the request-line."
        if (++emptyLines > MAX_EMPTY_LINES) {
            throw new BadRequest("too many empty lines before a request");
        }
        return Part.EMPTY_LINE_LF;
    }

    private static Part endEmptyLine(int b) throws BadRequest {
        if (b != '\n') {
            throw new BadRequest("CR without LF");
        }
        return Part.EMPTY_LINE;
    }

    private void count() throws BadRequest {
        headSize++;
        if (headSize <= limits.headSize()) {
            return;
        }
        if (part != Part.FIELD_LINES) {
            throw requestLine.tooLong();
        }
        // RFC 6585 5: 431 "can be used both when the set of request header fields in total is too large, and when a
        // single header field is at fault."
        throw new BadRequest(HttpStatus.HEADER_FIELDS_TOO_LARGE, "request head is too large");
    }

    private HeadOutcome complete() throws BadRequest {
        RequestHead head = requestLine.head(buffer.fieldsFrom(requestLine.end()));
        HeadRules.check(head);
        buffer.clear();
        requestLine.clear();
        fieldLines.clear();
        part = Part.EMPTY_LINE;
        emptyLines = 0;
        headSize = 0;
        return new HeadOutcome.Complete(head);
    }
}
