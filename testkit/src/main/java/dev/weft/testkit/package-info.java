/**
 * What a plugin's author tests with: a handler behind the server's own dispatcher, and no socket.
 *
 * <p>What may enter: what a test of a plugin calls. What may not: a second reading of the contract. A fake session would
 * have one, so the connection, its outbox and the guard round the handler are the server's.
 */
@NullMarked
package dev.weft.testkit;

import org.jspecify.annotations.NullMarked;
