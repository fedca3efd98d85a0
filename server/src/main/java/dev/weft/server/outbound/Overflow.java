package dev.weft.server.outbound;

/** What happens to a message that is offered to a connection whose queue is full. */
public sealed interface Overflow {

    /** What the operator has set, or the end of a connection that must not miss anything. */
    enum Rule implements Overflow {
        /** As {@code --slow-client} says. */
        AS_SET,
        /** The client is closed. */
        CLOSE
    }

    /**
     * The message waits in place of the one offered before it with the same key; there is always room for it.
     *
     * @param key says which messages replace each other
     */
    record Replace(Object key) implements Overflow {}
}
