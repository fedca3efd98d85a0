package dev.weft.spi;

import java.util.Collection;

/** What the server offers a handler. Thread-safe, and usable from {@link MessageHandler#start} to the end of stop. */
public interface HandlerContext {

    /** The id the handler was chosen by. */
    String handlerId();

    /** The handler's own settings. */
    Config config();

    /** Writes to the server's log, under the handler's id. */
    System.Logger logger();

    /** The person at the server's terminal. */
    Operator operator();

    /** The sessions of this handler that are open now: a snapshot, in order of their ids. */
    Collection<Session> sessions();
}
