/**
 * A WebSocket load generator in one process: many connections on a selector, K messages in flight on each, every reply
 * checked.
 *
 * <p>This package imports nothing of Weft and nothing of the peers, so that what measures a server shares no code with it: a
 * framing mistake that server and client have in common would otherwise cancel out. For the same reason it has its own
 * frame parser.
 *
 * <p>Decision: a hand-written selector loop that allocates nothing per message. Rejected: {@code java.net.http.WebSocket} and
 * the field's client libraries, which cost several microseconds and several objects per message, so that on one core the
 * client would be measured, not the server. It speaks to loopback addresses only.
 */
@NullMarked
package dev.weft.benchmarks.load;

import org.jspecify.annotations.NullMarked;
