package dev.weft.server.connection;

import dev.weft.spi.Message;
import org.jspecify.annotations.Nullable;

/** Where a session loop takes its next message from: the wire itself, or the inbox once another thread reads. */
interface MessageSource {

    /** Waits for the next message; null when no more will come, or whoever waits is to look after something else first. */
    @Nullable
    Message next();

    /** Whether no more messages will come. */
    boolean hasEnded();

    /** Whether another message is there already, so that the reply to this one may wait for the reply to that. */
    boolean hasNext();
}
