/**
 * The entry point of the process: {@link dev.weft.server.Main}. It knows the commands and the log; no package knows it.
 */
@NullMarked
package dev.weft.server;

import org.jspecify.annotations.NullMarked;
