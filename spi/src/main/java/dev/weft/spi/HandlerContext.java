package dev.weft.spi;

import java.util.Collection;

/**
 * What the server offers one generation of a handler. Thread-safe, and usable from {@link MessageHandler#start} to the end
 * of {@link MessageHandler#stop}; afterwards {@link #operator}, {@link #tasks} and {@link #sessions} throw an {@link
 * IllegalStateException} that names the generation.
 */
public interface HandlerContext {

    /** The id the handler was chosen by. */
    String handlerId();

    /** The handler's own settings. */
    Config config();

    /** Writes to the server's log, under the handler's id. */
    System.Logger logger();

    /** The person at the server's terminal. */
    Operator operator();

    /** Work in the background, which ends with the handler. */
    Tasks tasks();

    /**
     * The sessions that are open now: a snapshot, in order of their ids. While sessions move from one generation of the
     * handler to the next, each sees those it holds, whose attachments are its own.
     */
    Collection<Session> sessions();
}
