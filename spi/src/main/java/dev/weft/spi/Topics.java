package dev.weft.spi;

/**
 * Named streams of messages to any number of sessions, this handler's own: {@link HandlerContext#topics()}. They belong
 * to the server, so subscriptions, history and positions outlive a generation of the handler. Thread-safe.
 *
 * <p>Which kind a topic is depends on what its messages mean. The same name may be used once in each kind: these are
 * three topics.
 *
 * <p>A name has 1 to 128 characters of {@code A-Z a-z 0-9 - _ . / ~ : @}. Each method throws an {@link
 * IllegalArgumentException} for any other. Asking for a topic costs nothing; a topic without subscribers and history
 * takes no memory.
 *
 * <p>A chat is this:
 *
 * <pre>{@code
 * public void start(HandlerContext context) {
 *     room = context.topics().kept("room");
 * }
 *
 * public void onOpen(Session session) {
 *     room.subscribe(session);
 * }
 *
 * public void onMessage(Session session, Message message) {
 *     room.publish(message);
 * }
 * }</pre>
 */
public interface Topics {

    /**
     * A topic whose messages matter only now, such as a cursor's movements: they go to the sessions subscribed at that
     * moment, at most once. What a slow client misses is decided by the operator ({@code --slow-client}).
     */
    Topic live(String name);

    /**
     * A topic whose messages all matter, such as those of a chat: the last ones are kept, all subscribers see them in
     * one order, and there is never a silent gap. A client that reads too slowly is closed with 1013; it comes back
     * and continues where it was, or is told that something is lost.
     */
    Topic kept(String name);

    /**
     * A topic of which only the newest message matters, such as a price: it is kept, a late subscriber gets it at once,
     * and a slow one skips to it.
     */
    Topic latest(String name);
}
