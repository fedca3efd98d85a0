package dev.weft.spi;

import java.util.Optional;

/**
 * One client, as a handler sees it. Thread-safe: every method may be called from any thread, and blocks only the
 * calling thread.
 */
public interface Session {

    /** The session's number, starting at 1; never reused while the server runs. */
    long id();

    /** What the client asked for in its opening handshake. */
    Handshake handshake();

    /** Whether something can still be sent: false once either side has begun to close or the connection is lost. */
    boolean isOpen();

    /**
     * Sends a message. Whole messages never interleave, and one thread's messages keep their order.
     *
     * <p>It returns when the message is written or has a place in the session's bounded queue, and blocks while that
     * queue is full: back-pressure. A peer that accepts no data for the write timeout is cut off.
     *
     * @param message what to send; may be sent to any number of sessions
     * @throws SessionClosedException if the session is not open, or ends while this waits
     * @throws IllegalArgumentException if the message is larger than a frame of this server may be (2 GiB)
     */
    void send(Message message);

    /**
     * Sends a text message; the same as {@link #send(Message)} with {@link Message#text}.
     *
     * @param text what to send
     * @throws SessionClosedException if the session is not open, or ends while this waits
     * @throws IllegalArgumentException if the text holds an unpaired surrogate
     */
    default void send(String text) {
        send(Message.text(text));
    }

    /**
     * Queues a message without ever blocking, in order with {@link #send}: intended for broadcasts, where one slow
     * recipient must not delay the rest. A client whose queue is full is closed with 1013, unless the operator chose to
     * drop and count the message instead ({@code --slow-client drop}).
     *
     * @param message what to send; may be offered to any number of sessions
     * @return false if the message is not sent because the queue is full or the session is not open
     * @throws IllegalArgumentException if the message is larger than a frame of this server may be (2 GiB)
     */
    boolean offer(Message message);

    /**
     * Begins the closing handshake, after everything already accepted for sending. Returns at once; {@link
     * MessageHandler#onClose} follows when the peer has answered or the close timeout has passed. Does nothing on a
     * session that is not open. No message is delivered after it.
     *
     * @param status what to send
     * @throws IllegalArgumentException if the status may only be reported, never sent (1005, 1006, 1015)
     */
    void close(CloseStatus status);

    /** Begins the closing handshake with {@link CloseStatus#NORMAL}. */
    default void close() {
        close(CloseStatus.NORMAL);
    }

    /**
     * The object kept by {@link #attach}.
     *
     * @param type the type of the attachment
     * @return the attachment; empty if there is none
     * @throws ClassCastException if it is of another type
     */
    <T> Optional<T> attachment(Class<T> type);

    /**
     * Keeps one object of the handler's with this session, replacing the previous one.
     *
     * @param attachment the object; null removes the attachment
     */
    void attach(Object attachment);
}
