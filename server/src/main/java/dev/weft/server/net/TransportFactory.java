package dev.weft.server.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Makes the transport of a connection that was just accepted. It never waits, because the acceptor has others to
 * accept.
 */
@FunctionalInterface
public interface TransportFactory {

    /**
     * Makes a transport.
     *
     * @throws IOException if the connection is lost already
     */
    Transport transport(SocketChannel channel) throws IOException;
}
