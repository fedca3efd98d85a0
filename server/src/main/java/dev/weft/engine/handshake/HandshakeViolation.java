package dev.weft.engine.handshake;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.http.HttpStatus;

/**
 * A rule of the opening handshake that a request broke. It has no stack trace: it is an answer, not a fault of ours.
 */
public final class HandshakeViolation extends Exception {

    private static final long serialVersionUID = 1;

    private final String why;
    private final transient HttpStatus status;
    private final transient HeaderFields fields;

    /** A request that is malformed: 400. */
    HandshakeViolation(String why) {
        this(HttpStatus.BAD_REQUEST, HeaderFields.EMPTY, why);
    }

    HandshakeViolation(HttpStatus status, HeaderFields fields, String why) {
        super(why, null, false, false);
        this.why = why;
        this.status = status;
        this.fields = fields;
    }

    /** The status to answer with. */
    public HttpStatus status() {
        return status;
    }

    /** The reason, in one sentence. */
    public String why() {
        return why;
    }

    /** Header fields for the answer, besides the one that closes the connection. */
    HeaderFields fields() {
        return fields;
    }
}
