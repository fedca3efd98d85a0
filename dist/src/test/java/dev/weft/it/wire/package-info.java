/**
 * The fault table: what a peer may send by mistake or in bad faith, and what has to come back, as data.
 *
 * <p>The rows are the text files beside this package's classes among the test resources; {@link dev.weft.it.wire.FaultTable} says how they
 * are read, and a row is one line. Nothing here knows Weft: the table is played over a socket, so it can be played to any WebSocket server
 * that echoes.
 *
 * <p>Decision: text and not Java, so that a row can be read, and copied, without knowing either. Rejected: a recording of
 * exact answers, which would break with every new header field and say nothing of why.
 */
@NullMarked
package dev.weft.it.wire;

import org.jspecify.annotations.NullMarked;
