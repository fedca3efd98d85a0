package dev.weft.spi;

/**
 * The person at the server's terminal. The terminal belongs to the server, so that many clients and handlers can ask at
 * once without tearing each other's lines; a handler never reads {@code System.in}.
 */
public interface Operator {

    /**
     * Shows a session's question and waits for the operator's line. Several questions may be open at once; the operator
     * answers them in order of arrival, or by the session's number.
     *
     * <p>Call it from a callback of that session: only that session waits.
     *
     * @param session the session that asks
     * @param question what to show; control characters are shown escaped
     * @return the operator's line, possibly empty, without its line end
     * @throws SessionClosedException as soon as the session ends; the question is dropped
     * @throws OperatorGoneException if the operator's input has ended, or ends while this waits
     */
    String ask(Session session, String question);

    /** Shows a line; control characters are shown escaped. Never blocks for long, and never throws. */
    void tell(String line);

    /** Whether the operator can still answer. */
    boolean isPresent();
}
