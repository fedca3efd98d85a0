/**
 * A person as the handler: each message is shown on the server's terminal, and the line typed there is the reply.
 *
 * <p><b>Decision.</b> Every callback blocks on {@link dev.weft.spi.Operator#ask} for as long as the person takes; only
 * that session's virtual thread waits. Rejected: reading {@code System.in} here, which two handlers cannot share and
 * which cannot be interrupted; and a queue with callbacks, which the blocking style makes unnecessary.
 */
@NullMarked
package dev.weft.plugin.stdinreply;

import org.jspecify.annotations.NullMarked;
