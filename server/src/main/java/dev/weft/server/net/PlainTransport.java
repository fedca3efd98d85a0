package dev.weft.server.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection without encryption. A socket channel and not a socket: the parked read costs half a kilobyte less of
 * stack, and the heap array it reads to is touched only when bytes are there.
 */
final class PlainTransport implements Transport {

    private final SocketChannel channel;
    private final InetSocketAddress remoteAddress;

    PlainTransport(SocketChannel channel) throws IOException {
        this.channel = channel;
        // A reply is written whole, in one call: waiting for more to fill a segment would only delay it.
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.remoteAddress = (InetSocketAddress) channel.getRemoteAddress();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        if (sources.length == 1) {
            channel.write(sources[0]);
        } else {
            channel.write(sources);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean hasInput() {
        return available(channel);
    }

    /** Whether the kernel holds bytes of a channel. */
    static boolean available(SocketChannel channel) {
        try {
            return channel.socket().getInputStream().available() > 0;
        } catch (IOException ended) {
            // A read finds that out, without having to wait.
            return true;
        }
    }

    @Override
    public boolean computes() {
        return false;
    }

    @Override
    public void cut() {
        try {
            channel.close();
        } catch (IOException alreadyGone) {
            // Nobody is left to tell: the descriptor is released all the same.
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String scheme() {
        return "http";
    }
}
