package dev.weft.server.client;

import java.net.http.WebSocket;

/**
 * A connection that was opened.
 *
 * @param socket sends
 * @param receiver is told what arrives, and of the end
 * @param since when it was opened, by {@link System#nanoTime}
 */
record Link(WebSocket socket, Receiver receiver, long since) {

    boolean hasEnded() {
        return receiver.ending().isDone();
    }
}
