/**
 * Tests of the product as it is shipped: the packaged server as a process, the packaged plugin JARs, and clients that
 * nobody here wrote.
 *
 * <p>No class of the server is used here, only what a user has: its command line, its sockets, its terminal.
 */
@NullMarked
package dev.weft.it;

import org.jspecify.annotations.NullMarked;
