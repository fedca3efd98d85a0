/**
 * The whole server: {@link dev.weft.server.Main} begins and ends the process, {@link dev.weft.server.Weft} is everything that
 * runs for one {@code serve}, and {@link dev.weft.server.WebSocketServer} is its sockets.
 *
 * <p>Here the packages are wired together and nothing else is done: what needs another package is given it. No package knows
 * this one, but for the commands, which start what is in it.
 *
 * <p><b>Rejected.</b> A framework that ties: the order in which a server starts and stops is worth reading.
 */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
