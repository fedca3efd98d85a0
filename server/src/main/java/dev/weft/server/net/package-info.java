/**
 * Where connections come from: the listening socket, the cap on how many there are, and the transport that hides whether
 * bytes travel plain or encrypted.
 *
 * <p>The only package with a server socket. It accepts on a platform thread, so that a handler that spins on every carrier
 * cannot stop it, and knows nothing of HTTP or frames.
 *
 * <p><b>Decided by measurement.</b> Channels that do not block, a {@link dev.weft.server.net.Pollers poller} for each core,
 * and parked virtual threads, in place of the JDK's blocking reads: two system calls for a lone message in place of four,
 * a fifth less CPU, and turns that are fair. TLS is the JDK's engine and nothing above it:
 * {@link dev.weft.server.tls} says what was measured.
 *
 * <p><b>Rejected.</b> Handlers on the poller's own thread would save one switch of virtual threads a message, and the first
 * one that blocks would stop everybody. A poller on a platform thread costs two context switches for each round.
 */
@NullMarked
package dev.weft.server.net;

import org.jspecify.annotations.NullMarked;
