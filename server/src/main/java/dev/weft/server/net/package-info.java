/**
 * Where connections come from: the listening socket, the limit on their number, and the transport that hides whether
 * bytes are encrypted.
 *
 * <p>The only package with a server socket. It accepts on a platform thread, so that handlers that spin on every
 * carrier cannot stop it, and knows nothing of HTTP or frames.
 *
 * <p><b>Decided by measurement.</b> Non-blocking channels, a {@link dev.weft.server.net.Pollers poller} for each core,
 * and parked virtual threads, instead of the JDK's blocking reads: two system calls for a lone message instead of four,
 * a fifth less CPU, and fair turns. TLS is the JDK's engine without a library on top: {@link dev.weft.server.tls} says
 * what was measured.
 *
 * <p><b>Rejected.</b> Handlers on the poller's own thread would save one switch of virtual threads per message, but the
 * first handler to block would stop all connections. A poller on a platform thread costs two context switches for each
 * round.
 */
@NullMarked
package dev.weft.server.net;

import org.jspecify.annotations.NullMarked;
