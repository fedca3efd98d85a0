package dev.weft.spi;

/**
 * Thrown if nobody will answer because the operator's input has ended. A handler that lets it propagate closes the
 * session with 1013, try again later.
 */
public final class OperatorGoneException extends CloseException {

    private static final long serialVersionUID = 1L;

    /** Makes the exception; called by the server. */
    public OperatorGoneException() {
        super(CloseStatus.TRY_AGAIN_LATER.because("the operator is gone"));
    }
}
