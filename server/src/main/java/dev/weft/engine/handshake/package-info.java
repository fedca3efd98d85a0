/**
 * The server's side of the opening handshake (RFC 6455 4.2): a request head in, {@link
 * dev.weft.engine.handshake.HandshakeOutcome} out.
 *
 * <p>A pure package. Extension offers are parsed here and negotiated elsewhere: what {@code permessage-deflate} means
 * is for {@code engine.deflate}. Which handler a path names is decided in {@code server}.
 *
 * <p><b>Decision.</b> Every rejected handshake closes the connection. A peer whose WebSocket was refused may already
 * have sent frames. If these were read as the next request on a kept-alive connection, a client could smuggle requests
 * past the proxy in between.
 *
 * <p><b>Decision.</b> A browser's origin is checked by default. A WebSocket is not bound by the same-origin policy, so
 * without a check any page can talk to this server as its visitor (RFC 6455 10.2).
 *
 * <p><b>Rejected.</b> Regular expressions for the lists: in each of the well-known libraries that used them, a header
 * of a few kilobytes could take seconds. Accepting malformed lists: RFC 6455 9.1 says to fail the connection. Empty
 * elements are allowed (RFC 9110 5.6.1.2), and a list of only those counts as no field: it can be understood in no
 * other way, and clients that have nothing to offer send it.
 */
@NullMarked
package dev.weft.engine.handshake;

import org.jspecify.annotations.NullMarked;
