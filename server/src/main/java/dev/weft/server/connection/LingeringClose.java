package dev.weft.server.connection;

import dev.weft.engine.session.CloseSearch;
import dev.weft.server.net.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection such that the last bytes sent arrive: half-close, then read until the peer has closed too.
 *
 * <p>RFC 9112 9.6: if a server closes at once while the peer still sends, "the server's TCP stack will send a reset
 * packet", which may erase what the peer has not read yet.
 */
final class LingeringClose {

    /**
     * Why 16 MiB? A peer in the midst of a message that was refused reads our Close only when it has sent the message, as
     * the JDK's client does; after 64 KiB it met a broken pipe and never learned of the 1009. Nothing of it is kept.
     */
    private static final int MOST = 16 * 1024 * 1024;

    /** Why 8 KiB? So that a large message is through in time. */
    private static final int SCRAP = 8 * 1024;

    /** Why 2 s? A peer that is there answers within a round trip; one that is not must not hold a descriptor. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private LingeringClose() {}

    /** Half-closes, drains and aborts; the deadline ends it if the peer does not. */
    static void part(Transport transport, Deadline deadline) {
        part(transport, deadline, null);
    }

    /**
     * The same for a peer that has not sent its Close yet, if it is known where to look for that.
     *
     * <p>RFC 5246 7.2.1: who is told that a TLS connection ends has to "close down the connection immediately, discarding
     * any pending writes": many clients then never read the Close before it. So they are told when they have answered.
     */
    static void part(Transport transport, Deadline deadline, @Nullable CloseSearch closeSearch) {
        deadline.in(LONGEST);
        try {
            ByteBuffer scrap = ByteBuffer.allocate(SCRAP);
            int total = 0;
            int count = 0;
            if (closeSearch != null && transport.scheme().equals("https")) {
                while (total < MOST && !closeSearch.isFound() && (count = transport.read(scrap.clear())) >= 0) {
                    total += count;
                    closeSearch.take(scrap.flip());
                }
            }
            transport.shutdownOutput();
            while (total < MOST && count >= 0 && (count = transport.read(scrap.clear())) >= 0) {
                total += count;
            }
        } catch (IOException gone) {
            // The peer was quicker: there is nobody to wait for.
        }
        transport.abort();
    }
}
