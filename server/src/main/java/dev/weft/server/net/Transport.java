package dev.weft.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection, in both directions. One thread may read while another writes; both block, and both fail
 * at once when a third calls {@link #abort}.
 */
public interface Transport {

    /**
     * Reads the available bytes, waiting if there are none. Between two reads, other connections get their turn.
     *
     * @return the number of bytes; -1 at the end; 0 if there was no room, or {@link #wakeReader} was called
     * @throws IOException if the connection is lost or aborted
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes some of the buffers' bytes, and waits until at least one can be written. The buffers' positions show how
     * many were written.
     *
     * @throws IOException if the connection is lost or aborted
     */
    void write(ByteBuffer... sources) throws IOException;

    /**
     * Writes as many of the buffers' bytes as can be written without waiting. The buffers' positions show how many.
     *
     * @return whether all are written
     * @throws IOException if the connection is lost or aborted
     */
    boolean writeNow(ByteBuffer... sources) throws IOException;

    /**
     * Ends the output; reading continues, to see the peer's end. Called by the thread that reads.
     *
     * @throws IOException if the connection is lost or aborted
     */
    void shutdownOutput() throws IOException;

    /** Lets other connections with pending work run first. Call it during long work. */
    void awaitTurn();

    /** Wakes the thread that waits in {@link #read}; if none waits, the next read returns without waiting. */
    void wakeReader();

    /** Ends the connection at once, from any thread, without waiting for anything. */
    void abort();

    /** The peer's address. */
    InetSocketAddress remoteAddress();

    /** The scheme a browser would use for this: {@code http} or {@code https}. */
    String scheme();
}
