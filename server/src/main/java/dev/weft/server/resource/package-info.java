/**
 * Resources that the server must not lose, whatever a plugin or a peer does: its own threads, lines of output, memory
 * and time.
 *
 * <p>Every package may import this one, which imports none of the server's. A long-lived thread of the server's own is
 * a {@link dev.weft.server.resource.ServiceThread}; no other package starts a thread with a loop of its own. What is
 * printed while the server runs goes through a {@link dev.weft.server.resource.LinePrinter}, because a terminal, a pipe
 * or a file system may block for hours.
 *
 * <p>A {@link dev.weft.server.resource.MemoryBudget} bounds what peers make the server keep, and deadlines are measured
 * by a {@link dev.weft.server.resource.CoarseClock}, which stands still while the process does.
 *
 * <p><b>Rejected.</b> An uncaught exception handler that restarts the thread: a thread cannot be started while there is
 * no memory, and a plugin can set another default handler.
 */
@NullMarked
package dev.weft.server.resource;

import org.jspecify.annotations.NullMarked;
