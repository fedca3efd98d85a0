/**
 * What the server must not lose whatever a plugin does: its own threads, and lines on the way out.
 *
 * <p>Every package may import this one, and it imports none. A thread of the server's own that has more than one thing to do
 * is a {@link dev.weft.server.resource.ServiceThread}; no other package starts one with a loop of its own. What is printed
 * while the server runs goes through a {@link dev.weft.server.resource.LinePrinter}, because a terminal, a pipe or a file
 * system may take nothing for hours.
 *
 * <p><b>Rejected.</b> An uncaught exception handler that starts the thread again: starting a thread is what cannot be done
 * while there is no memory, and a plugin can set another default handler.
 */
@NullMarked
package dev.weft.server.resource;

import org.jspecify.annotations.NullMarked;
