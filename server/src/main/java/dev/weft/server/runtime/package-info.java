/**
 * Everything that runs for one {@code serve}: {@link dev.weft.server.runtime.Weft} is the whole server, and {@link
 * dev.weft.server.runtime.WebSocketServer} its sockets.
 *
 * <p>The packages are wired together here, and nothing else is done: each class is given what it needs of other
 * packages. Only the commands, which start the server, know this package.
 *
 * <p><b>Rejected.</b> A dependency injection framework: the order in which a server starts and stops is worth reading.
 */
@NullMarked
package dev.weft.server.runtime;

import org.jspecify.annotations.NullMarked;
