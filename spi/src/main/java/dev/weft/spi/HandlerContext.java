package dev.weft.spi;

import java.util.Collection;

/**
 * What the server offers to one generation of a handler. Thread-safe, and usable from {@link MessageHandler#start} to
 * the end of {@link MessageHandler#stop}; afterwards {@link #operator}, {@link #tasks}, {@link #topics} and
 * {@link #sessions}, and every method of the topics, throw an {@link IllegalStateException} that names the generation.
 */
public interface HandlerContext {

    /** The id by which the operator chose the handler. */
    String handlerId();

    /** The handler's own settings. */
    Config config();

    /** A logger that writes to the server's log, under the handler's id. */
    System.Logger logger();

    /** The person at the server's terminal. */
    Operator operator();

    /** Runs background work, which ends with the handler. */
    Tasks tasks();

    /** Named streams of messages to many sessions. */
    Topics topics();

    /**
     * The sessions that are open now: a snapshot, in order of their ids. During a hand-over each generation sees only
     * the sessions it currently owns, whose attachments are its own.
     */
    Collection<Session> sessions();
}
