package dev.weft.engine.http;

/** A rule that a request head broke. It has no stack trace: it is an answer, not a fault of ours. */
final class BadRequest extends Exception {

    private static final long serialVersionUID = 1;

    private final transient HeadOutcome.Bad outcome;

    /** A malformed request: 400. */
    BadRequest(String why) {
        this(HttpStatus.BAD_REQUEST, why);
    }

    BadRequest(HttpStatus status, String why) {
        super(why, null, false, false);
        this.outcome = new HeadOutcome.Bad(status, why);
    }

    HeadOutcome.Bad outcome() {
        return outcome;
    }
}
