/**
 * The library for testing plugins: runs a handler behind the server's own dispatcher, without a socket.
 *
 * <p>What belongs here: what a plugin's test calls. What does not: a second implementation of the contract. A fake
 * session would be one, so the connection, its outbox and the guard around the handler are the server's.
 */
@NullMarked
package dev.weft.testkit;

import org.jspecify.annotations.NullMarked;
