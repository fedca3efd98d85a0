package dev.weft.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * How many connections to open, and from which addresses: a source address has one port per connection to the same server.
 *
 * @param count connections in all
 */
record SourceAddresses(int count) {

    /** Why 25,000? Linux gives out 28,232 ports per address by default, and other programs use some. */
    static final int PER_ADDRESS = 25_000;

    /** Binds the channel that will be the index-th connection, if one address is not enough for all. */
    void bind(SocketChannel channel, int index) throws IOException {
        if (count > PER_ADDRESS) {
            byte[] address = {127, 0, 0, (byte) (1 + index / PER_ADDRESS)};
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
        }
    }
}
