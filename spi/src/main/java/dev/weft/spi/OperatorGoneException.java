package dev.weft.spi;

/**
 * Says that nobody will answer: the operator's input has ended. A handler that lets it pass closes the session with
 * 1013, try again later.
 */
public final class OperatorGoneException extends CloseException {

    private static final long serialVersionUID = 1L;

    /** Makes one; the server does. */
    public OperatorGoneException() {
        super(CloseStatus.TRY_AGAIN_LATER.because("the operator is gone"));
    }
}
