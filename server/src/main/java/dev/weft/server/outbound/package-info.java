/**
 * The sending side of a connection: messages become frames, wait in a bounded queue if necessary, and are written by
 * one writer.
 *
 * <p>The {@link dev.weft.server.outbound.Outbox} is the only writer of a socket once the opening handshake is over. It
 * takes frames from any thread, whole messages in each thread's order and the Close last, and never calls a handler or
 * writes while it holds its lock. Queued frames are bounded for each client and counted against the server's {@link
 * dev.weft.server.resource.MemoryBudget}.
 *
 * <p>This package knows no session: a {@link dev.weft.server.outbound.SendOutcome} says what happened to a message, and
 * {@code server.session} decides what follows.
 *
 * <p><b>Rejected.</b> A writer thread for every connection: a hand-off for each message, although the sender's own
 * thread can write at once if no other thread is writing.
 */
@NullMarked
package dev.weft.server.outbound;

import org.jspecify.annotations.NullMarked;
