/**
 * Java's WebSocket clients, each played against the packaged server in a JVM of its own by {@code ClientsIT}: what a server
 * agrees to is worth what real clients make of it.
 *
 * <p>A client is a main class that opens one connection with compression offered as its library does it, and leaves the
 * rest to {@link dev.weft.clients.Trial}. Libraries that would hide each other's are modules of their own.
 */
@NullMarked
package dev.weft.clients;

import org.jspecify.annotations.NullMarked;
