package dev.weft.server.outbound;

import dev.weft.engine.session.CloseSearch;
import dev.weft.server.net.Transport;
import dev.weft.server.resource.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection in a way that lets the last bytes sent arrive: half-close, then read until the peer has closed
 * too.
 *
 * <p>RFC 9112 9.6: if a server closes at once while the peer still sends, "the server's TCP stack will send a reset
 * packet", which may erase what the peer has not read yet.
 */
public final class LingeringClose {

    /**
     * Why 16 MiB? A peer in the middle of a refused message may read our Close only after it has sent the whole
     * message, as the JDK's client does; with 64 KiB it met a broken pipe and never learned of the 1009. None of the
     * bytes are kept.
     */
    private static final int MOST = 16 * 1024 * 1024;

    /** Why 8 KiB? So that a large message is drained in time. */
    private static final int SCRAP = 8 * 1024;

    /** Why 2 s? A live peer answers within a round trip; a dead one must not hold a descriptor. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private LingeringClose() {}

    /** Half-closes, drains and aborts; the deadline ends it if the peer does not. */
    public static void part(Transport transport, Deadline deadline) {
        part(transport, deadline, null);
    }

    /**
     * The same for a peer that has not sent its Close yet, which is searched for if possible.
     *
     * <p>RFC 5246 7.2.1: a peer that is told that a TLS connection ends has to "close down the connection immediately,
     * discarding any pending writes": many clients then never read the Close before it. So they are told only after
     * they have answered.
     */
    public static void part(Transport transport, Deadline deadline, @Nullable CloseSearch closeSearch) {
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
            // The peer has closed already, so there is nothing to wait for.
        }
        transport.abort();
    }
}
