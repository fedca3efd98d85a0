package dev.weft.benchmarks.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The server under load: a resolved loopback address, the value of the Host field, and the request target.
 *
 * @param address where connections go
 * @param authority the Host field
 * @param path the request target of the opening handshake
 */
public record Target(InetSocketAddress address, String authority, String path) {

    /**
     * Parses a {@code ws://} URL.
     *
     * @param url for example {@code ws://127.0.0.1:8083/ws/echo}
     * @return the target
     * @throws IllegalArgumentException if the URL is not plain WebSocket or its host is not a loopback address
     */
    public static Target parse(String url) {
        URI uri = URI.create(url);
        if (!"ws".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 0) {
            throw new IllegalArgumentException("Expected ws://HOST:PORT/PATH, got " + url);
        }
        InetSocketAddress address = new InetSocketAddress(loopback(uri.getHost()), uri.getPort());
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Target(address, uri.getRawAuthority(), path);
    }

    private static InetAddress loopback(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException("A load generator is for loopback addresses only, not for " + host);
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Unknown host " + host, e);
        }
    }
}
