package dev.weft.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket. Thread-safe.
 *
 * <p>Its channel is non-blocking, and threads wait for a connection in a selector: a thread that blocks in {@code
 * accept} closes the channel when it is interrupted, which any plugin can do.
 */
final class Listener {

    /**
     * Why 4096? The kernel's own limit on common systems; ten thousand clients may reconnect at once after a restart.
     */
    private static final int BACKLOG = 4096;

    private final ServerSocketChannel channel;
    private final Selector selector;

    private Listener(ServerSocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** Listens on this address. */
    static Listener on(InetSocketAddress address) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            // After a crash the port is free at once, although old connections linger in TIME_WAIT.
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(address, BACKLOG);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_ACCEPT);
            return new Listener(channel, selector);
        } catch (IOException | RuntimeException cannotListen) {
            channel.close();
            selector.close();
            throw cannotListen;
        }
    }

    /** Waits for a connection; returns without one if the thread is interrupted or the listener is closed. */
    void await() throws IOException {
        selector.select();
        selector.selectedKeys().clear();
    }

    /** The next connection; null if there is none. */
    @Nullable
    SocketChannel accept() throws IOException {
        return channel.accept();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    void close() throws IOException {
        channel.close();
        // Only now is the descriptor released: until then it is registered.
        selector.close();
    }
}
