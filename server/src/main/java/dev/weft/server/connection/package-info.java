/**
 * One connection: a socket, its virtual thread, and everything between the engine's events and a handler's callbacks.
 *
 * <pre>
 *  Connection ── opening handshake ──> Conversation ── callbacks ──> GuardedHandler ──> plugin
 *      │                                   │ next message
 *      │                              Receiver (reads, decodes, answers pings and Close)
 *      │                                   │ after promotion: a second thread fills the Inbox
 *  SocketWriter <── Outbox (the only writer) <── ServerSession <── any thread
 *      ^                                   ^
 *      └──────── Watchdog (one platform thread: deadlines, pings, stuck handlers) ───────┘
 * </pre>
 *
 * <p>The only room that reads or writes an open socket. It owns deadlines, and knows no byte offset: what bytes mean is
 * the engine's business. No callback runs while a lock is held.
 *
 * <p><b>Liveness.</b> The connection's own thread reads and calls the handler, with no hand-off. When a handler has not
 * returned for a while, the watchdog <i>promotes</i> the connection: a second virtual thread takes over reading for the
 * rest of its life, so that pings and a Close are answered and a lost peer is seen while the handler blocks. It is never
 * undone, so at any moment it is known who reads.
 *
 * <p><b>Rejected.</b> A reader and a writer thread for every connection: twice the memory and a hand-off per message, for
 * the few whose handlers block. A timer per connection: one coarse tick over all of them is cheaper than arming one.
 */
@NullMarked
package dev.weft.server.connection;

import org.jspecify.annotations.NullMarked;
