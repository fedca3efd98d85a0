/**
 * What a connection sends: messages become frames, wait in a bounded queue if need be, and are written by one writer.
 *
 * <p>The {@link dev.weft.server.outbound.Outbox} is the only writer of a socket once the opening handshake is over. It
 * takes frames from any thread, whole messages in each thread's order and the Close last, and never calls a handler or
 * writes while it holds its lock. What waits is bounded for each client and counted against the server's {@link
 * dev.weft.server.resource.MemoryBudget}.
 *
 * <p>It knows no session: a {@link dev.weft.server.outbound.SendOutcome} says what became of a message, and what follows
 * from it is decided by {@code server.session}.
 *
 * <p><b>Rejected.</b> A writer thread for every connection: a hand-off for each message, where the sender's own thread can
 * write at once while nobody else does.
 */
@NullMarked
package dev.weft.server.outbound;

import org.jspecify.annotations.NullMarked;
