/**
 * One connection: a socket and its virtual thread, from accept to close.
 *
 * <pre>
 *  Connection ── HttpPhase: requests, opening handshake ──> server.session: SessionLoop ──> handler
 *      │                                                        │
 *      └── Watchdog (one platform thread: deadlines, pings, stuck handlers) ──┘
 * </pre>
 *
 * <p>{@link dev.weft.server.connection.Connections} is the entry point. This package owns the services that all
 * connections share, the registry, and the watchdog; what happens after the 101 belongs to {@code server.session}, and
 * writing to {@code server.outbound}. It interprets no bytes: that is the engine's business.
 *
 * <p><b>The end.</b> A connection releases everything it holds. Each release is independent of the step before it, and
 * needs no memory: after an OutOfMemoryError anywhere, the budget, the receive array, the place in the registry and the
 * generation are given back.
 *
 * <p><b>Rejected.</b> A timer per connection: one coarse tick over all of them is cheaper than arming one.
 */
@NullMarked
package dev.weft.server.connection;

import org.jspecify.annotations.NullMarked;
