/**
 * A person as the handler: what a client sends is shown at the server's terminal, and the line typed there is the reply.
 *
 * <p><b>Decision.</b> Every callback blocks on {@link dev.weft.spi.Operator#ask} for as long as the person takes; only
 * that session's virtual thread waits. Rejected: reading {@code System.in} here, which two handlers cannot share and
 * nothing can interrupt; and a queue with callbacks, which is what the blocking style saves.
 */
@NullMarked
package dev.weft.plugin.stdinreply;

import org.jspecify.annotations.NullMarked;
