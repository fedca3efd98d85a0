package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.http.HeaderFields;
import dev.weft.server.config.Subnet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    private static final InetSocketAddress PROXY = new InetSocketAddress("10.0.0.7", 4711);
    private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.1", 4712);

    private final TrustedProxies proxies =
            new TrustedProxies(List.of(new Subnet(PROXY.getAddress(), 32), subnet("10.0.1.0", 24)));

    private static Subnet subnet(String address, int prefix) {
        try {
            return new Subnet(InetAddress.getByName(address), prefix);
        } catch (java.net.UnknownHostException never) {
            throw new IllegalArgumentException(never);
        }
    }

    private String client(HeaderFields fields, InetSocketAddress peer) {
        TrustedProxies.Client client = proxies.client(fields, peer, "http");
        return client.scheme() + " " + client.address().getAddress().getHostAddress() + " "
                + client.address().getPort();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "'192.0.2.1, 10.0.1.9', 192.0.2.1",
        "'1.1.1.1, 192.0.2.1, 10.0.1.9', 192.0.2.1",
        "'192.0.2.1:5678', 192.0.2.1",
        "'[2001:db8::1]:5678', 2001:db8:0:0:0:0:0:1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "10.0.1.9, 10.0.1.9",
        "'192.0.2.1, unknown, 10.0.1.9', 10.0.1.9",
    })
    void believesATrustedProxyAboutItsPeerAndNobodyBehind(String forwardedFor, String client) {
        assertEquals("http " + client + " 0", client(HeaderFields.of("X-Forwarded-For", forwardedFor), PROXY));
    }

    @ParameterizedTest
    @CsvSource({"evil.example", "''", "127.0.0.1.nip.io", "1.2.3"})
    void takesTheProxyItselfWhereItNamesNoAddress(String forwardedFor) {
        assertEquals("http 10.0.0.7 4711", client(HeaderFields.of("X-Forwarded-For", forwardedFor), PROXY));
    }

    @Test
    void believesNobodyElse() {
        HeaderFields fields = HeaderFields.of("X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https");

        assertEquals("http 198.51.100.1 4712", client(fields, STRANGER));
    }

    @Test
    void takesTheSchemeFromATrustedProxy() {
        assertEquals("https 10.0.0.7 4711", client(HeaderFields.of("X-Forwarded-Proto", "HTTPS"), PROXY));
        assertEquals("http 10.0.0.7 4711", client(HeaderFields.of("X-Forwarded-Proto", "gopher"), PROXY));
    }
}
