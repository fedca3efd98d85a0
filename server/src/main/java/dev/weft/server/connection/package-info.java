/**
 * One connection: a socket and its virtual thread, from accept to the end.
 *
 * <pre>
 *  Connection ── HttpPhase: requests, opening handshake ──> server.session: SessionLoop ──> handler
 *      │                                                        │
 *      └── Watchdog (one platform thread: deadlines, pings, stuck handlers) ──┘
 * </pre>
 *
 * <p>{@link dev.weft.server.connection.Connections} is the entry point. This package owns what all connections share, the
 * registry, and the watchdog; what happens after the 101 is for {@code server.session}, and what is written for {@code
 * server.outbound}. It knows no byte offset: what bytes mean is the engine's business.
 *
 * <p><b>The end.</b> A connection gives back all it holds, and giving back never depends on the step before it and needs no
 * memory: after an OutOfMemoryError anywhere, the budget, the receive array, the place in the registry and the generation
 * are given back.
 *
 * <p><b>Rejected.</b> A timer per connection: one coarse tick over all of them is cheaper than arming one.
 */
@NullMarked
package dev.weft.server.connection;

import org.jspecify.annotations.NullMarked;
