package dev.weft.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The bytes of one connection, both ways. One thread may read while another writes; both block, and both fail at once
 * when a third calls {@link #cut}.
 */
public interface Transport {

    /**
     * Reads what is there, and waits for something if nothing is. In between, others have their turn.
     *
     * @return how many bytes; -1 at the end; 0 if there was no room, or somebody has called {@link #nudge}
     * @throws IOException if the connection is lost or cut
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes some of the buffers' bytes, and waits until at least one can be written. The buffers' positions say how far
     * it came.
     *
     * @throws IOException if the connection is lost or cut
     */
    void write(ByteBuffer... sources) throws IOException;

    /**
     * Says that nothing more will be written; reading goes on, to see the peer end. Called by the thread that reads.
     *
     * @throws IOException if the connection is lost or cut
     */
    void shutdownOutput() throws IOException;

    /** Lets the others run first, whose connections have something to do too. To be called by who works for long. */
    void awaitTurn();

    /** Has the thread that waits in {@link #read}, or the next one that would, return without waiting for anything. */
    void nudge();

    /** Ends the connection at once, from any thread, without waiting for anything. */
    void cut();

    /** The peer's address. */
    InetSocketAddress remoteAddress();

    /** The scheme a browser would use for this: {@code http} or {@code https}. */
    String scheme();
}
