package dev.weft.spi;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What a client asked for in its opening handshake (RFC 6455 4.1). Immutable. */
public interface Handshake {

    /** The path of the request as it was sent, still percent-encoded, without the query: {@code /ws/echo}. */
    String path();

    /** The query of the request as it was sent, without the question mark. */
    Optional<String> query();

    /** The first value of a header field, by name in any case. */
    Optional<String> header(String name);

    /** All values of a header field, by name in any case, in order; empty if the request has no such field. */
    List<String> headers(String name);

    /** The page the client came from (RFC 6454), if it is a browser. */
    Optional<String> origin();

    /** The subprotocol that was selected (RFC 6455 1.9). */
    Optional<String> subprotocol();

    /** The client's address. */
    InetSocketAddress remoteAddress();
}
