package dev.weft.testkit;

/** Reports why a handler did not start, in the words that an operator would read. */
public final class HandlerNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HandlerNotStarted(String reason) {
        super(reason);
    }
}
