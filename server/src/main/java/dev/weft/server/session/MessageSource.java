package dev.weft.server.session;

import dev.weft.spi.Message;
import org.jspecify.annotations.Nullable;

/** Where a session loop takes its messages from: the wire itself, or the inbox once another thread reads. */
interface MessageSource {

    /**
     * Waits for the next message; null if no more will come, or if the waiting thread should attend to something else
     * first.
     */
    @Nullable
    Message next();

    /** Whether no more messages will come. */
    boolean hasEnded();

    /**
     * Whether another message is available already, so that the reply to this one may be held back and written with the
     * next.
     */
    boolean hasNext();
}
