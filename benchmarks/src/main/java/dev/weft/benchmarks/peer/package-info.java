/**
 * Echo servers of the field, each in the way its own documentation shows, to compare Weft with.
 *
 * <p>Each is one small main class that echoes text and binary at any path on 127.0.0.1, on a free port that it prints as
 * {@code LISTENING port}. Stock codec, stock threads, no TLS, no compression. Two settings are the same for all and therefore
 * not the stock ones of some: messages of up to {@link dev.weft.benchmarks.peer.Peer#MAX_MESSAGE} bytes are accepted, and
 * TCP_NODELAY is on.
 *
 * <p>Decision: separate processes on one class path. Rejected: one process with all peers, where they would share a heap and
 * the JIT's profiles. No peer class is used outside of its own main class.
 */
@NullMarked
package dev.weft.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
