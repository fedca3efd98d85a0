/**
 * Side-by-side runs of Weft and the echo servers of {@link dev.weft.benchmarks.peer}, under the load of {@link
 * dev.weft.benchmarks.load}.
 *
 * <p>This package starts, pins, measures and stops processes; it opens no connection and knows no frame. It sees Weft only as a
 * command that prints a URL, so it measures what an operator runs.
 *
 * <p>Decision: the figure to compare is the server's CPU time per message, with server and client pinned to a core each and a
 * fresh server process for every measurement. Rejected: messages per second as the first figure (it tells which of the two
 * cores was full, and often that is the client's), and one long-lived process per server (one lucky or unlucky JIT
 * compilation would then decide every round).
 */
@NullMarked
package dev.weft.benchmarks;

import org.jspecify.annotations.NullMarked;
