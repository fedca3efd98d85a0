package dev.weft.spi;

/**
 * Answers the messages of every session routed to it; the {@link java.util.ServiceLoader} service of a plugin.
 *
 * <p>The server makes one instance per deployed JAR with the public no-argument constructor. Callbacks of one session
 * never overlap; callbacks of different sessions do, so fields are shared between threads. In every callback the
 * thread's context class loader is the plugin's own.
 *
 * <p>What an exception means, whichever callback throws it:
 *
 * <ul>
 *   <li>{@link CloseException}: the session is closed with its status.
 *   <li>{@link SessionClosedException} of the same session: a normal end.
 *   <li>any other exception, and errors such as {@link StackOverflowError}: the session is closed with 1011 and a fixed
 *       reason, never the exception's text, which is logged under an incident id. The handler stays active.
 *   <li>three {@link LinkageError}s in a row without a success: the handler is marked as failed, and new clients get
 *       HTTP 503. One for a class that could not be initialized for lack of memory does not count.
 * </ul>
 */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Answers one whole message.
     *
     * <p>Runs on the session's virtual thread, once per message, in order of arrival, after {@link #onOpen} returned.
     * It may block indefinitely; only this session waits.
     *
     * @param session the session that received the message
     * @param message the message; it may be kept, and used from any thread
     * @throws Exception see the list above
     */
    void onMessage(Session session, Message message) throws Exception;

    /**
     * Prepares the handler, before any session exists.
     *
     * <p>Runs once, on a virtual thread of the server's, and may block for ten seconds. If it throws or takes longer,
     * this plugin fails with one line in the log, and the rest of the server starts without it.
     *
     * @param context what the server offers; may be used until the end of {@link #stop}
     * @throws Exception if the handler cannot work
     */
    default void start(HandlerContext context) throws Exception {}

    /**
     * Greets a session whose opening handshake is complete.
     *
     * <p>Runs on the session's virtual thread, once, before its first message. It may block and it may send.
     *
     * <p>A handler that overrides this should state what becomes of open sessions when its JAR is replaced: for all of
     * them in {@link Handler#handOver}, or for each in {@link #onHandOver}. Otherwise they stay with the generation that
     * opened them, and are closed when the drain time is over.
     *
     * @param session the new session
     * @throws Exception see the list above; {@link #onClose} is called anyway
     */
    default void onOpen(Session session) throws Exception {}

    /**
     * Called when a session has ended.
     *
     * <p>Runs on the session's virtual thread, exactly once for every session whose {@link #onOpen} was entered, after
     * its last callback returned. It may block; nothing can be sent any more. What it throws is logged.
     *
     * <p>Overriding this has the same consequence for hand-over as overriding {@link #onOpen}.
     *
     * @param session the session, no longer open
     * @param status how it ended: the peer's status, this side's if it closed first, or 1006 if the connection was lost
     * @throws Exception logged and otherwise ignored
     */
    default void onClose(Session session, CloseStatus status) throws Exception {}

    /**
     * Takes over an open session from the previous generation, when the plugin's JAR was replaced while the server
     * runs.
     *
     * <p>Runs on the session's virtual thread, between two messages: after the last callback of the older generation,
     * and before the first of this one. {@link #onOpen} is not called again, and {@link #onClose} is called on the
     * generation that owns the session when it ends. It may block and it may send. Other sessions are handed over in
     * parallel.
     *
     * <p>Called only if the session's state can be handed over: its attachment is absent or consists only of JDK value
     * and collection types, and its subprotocol, if any, is one that this generation speaks. The attachment can be read
     * here, and replaced by what this generation needs.
     *
     * <p>The default is what {@link Handler#handOver} states. If that is not stated, a handler takes over every session,
     * unless it overrides {@link #onOpen} or {@link #onClose}: then it may depend on what happens there, and takes over
     * none. Override this to decide for each session, or to rebuild what the handler keeps for it.
     *
     * @param session the session, open and idle
     * @return whether the session continues with this generation. If not, or if this throws, it stays with the older
     *     one until the operator's drain time is over, and is then closed with {@link CloseStatus#SERVICE_RESTART}
     * @throws Exception logged, and treated as false
     */
    default boolean onHandOver(Session session) throws Exception {
        return HandOver.acceptedBy(getClass());
    }

    /**
     * Stops the handler, after its last session has ended or was cut off.
     *
     * <p>Runs once, on a virtual thread of the server's, and may block for ten seconds. What it throws is logged.
     *
     * @throws Exception logged and otherwise ignored
     */
    default void stop() throws Exception {}
}
