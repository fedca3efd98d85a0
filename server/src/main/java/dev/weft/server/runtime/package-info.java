/**
 * Everything that runs for one {@code serve}: {@link dev.weft.server.runtime.Weft} is all of it, and {@link
 * dev.weft.server.runtime.WebSocketServer} is its sockets.
 *
 * <p>Here the packages are wired together and nothing else is done: what needs another package is given it. No package
 * knows this one, but for the commands, which start what is in it.
 *
 * <p><b>Rejected.</b> A framework that wires: the order in which a server starts and stops is worth reading.
 */
@NullMarked
package dev.weft.server.runtime;

import org.jspecify.annotations.NullMarked;
