/**
 * Where connections come from: the listening socket, the cap on how many there are, and the transport that hides whether
 * bytes travel plain or encrypted.
 *
 * <p>The only room with a server socket. It accepts on a platform thread, so that a handler that spins on every carrier
 * cannot stop it, and knows nothing of HTTP or frames.
 *
 * <p><b>Decided by measurement.</b> Blocking reads on virtual threads, one system call more per message than a selector
 * of our own would need: {@link dev.weft.server.net.Transport} is the seam where that can be decided again. TLS is the JDK's
 * engine and nothing above it: {@link dev.weft.server.tls} says what was measured.
 */
@NullMarked
package dev.weft.server.net;

import org.jspecify.annotations.NullMarked;
