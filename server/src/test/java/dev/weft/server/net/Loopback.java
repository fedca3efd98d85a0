package dev.weft.server.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Connections on the loopback address: a peer at one end, and a transport at the other; all transports share one poller. */
final class Loopback implements AutoCloseable {

    private final ServerSocketChannel listener;
    private final Poller poller;

    Loopback() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        poller = new Poller();
        poller.start();
    }

    /** Connects; the other end is what {@link #accept} returns next. */
    SocketChannel peer() throws IOException {
        SocketChannel connected = SocketChannel.open(listener.getLocalAddress());
        connected.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Closed with a reset, so that thousands of them leave no ports behind that must not be used for a minute.
        connected.setOption(StandardSocketOptions.SO_LINGER, 0);
        return connected;
    }

    PlainTransport accept() throws IOException {
        return new PlainTransport(listener.accept(), poller);
    }

    /** Stops the poller; who has peers and transports closes them before. */
    @Override
    public void close() throws IOException {
        poller.stop();
        listener.close();
    }
}
