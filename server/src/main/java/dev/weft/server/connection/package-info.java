/**
 * One connection: a socket, its virtual thread, and everything between the engine's events and a handler's callbacks.
 *
 * <pre>
 *  Connection ── opening handshake ──> SessionLoop ── callbacks ──> HandlerInvoker ──> plugin
 *      │                                   │ next message
 *      │                              InboundReader (reads, decodes, answers pings and Close)
 *      │                                   │ after promotion: a second thread fills the Inbox
 *  SocketWriter <── Outbox (the only writer) <── ServerSession <── any thread
 *      ^                                   ^
 *      └──────── Watchdog (one platform thread: deadlines, pings, stuck handlers) ───────┘
 * </pre>
 *
 * <p>The only package that reads or writes an open socket. It owns deadlines, and knows no byte offset: what bytes mean is
 * the engine's business. No callback runs while a lock is held.
 *
 * <p><b>Liveness.</b> The connection's own thread reads and calls the handler, with no hand-off. When a handler has not
 * returned for a while, the watchdog <i>promotes</i> the connection: a second virtual thread takes over reading for the
 * rest of its life, so that pings and a Close are answered and a lost peer is seen while the handler blocks. It is never
 * undone, so at any moment it is known who reads.
 *
 * <p>What a busy handler does not take fills the {@code Inbox}, and then the reader waits: TCP holds the peer back. A peer
 * that nobody reads cannot be heard, so {@code SessionLiveness} does for it what can be done. After a ping interval it lets the
 * reader go on into a larger inbox, if there is memory to spare. That reaches the pong, the Close or the end of a peer that
 * had sent no more than this; it is judged like any other. Of a peer that has sent even more it is only known whether it
 * can be written to: if its process has ended, the first ping is answered with a reset and the next one fails; if it waits
 * honestly, it is left alone. A host that vanished behind so much unread data is noticed when TCP gives up.
 *
 * <p><b>The end.</b> {@code SessionLifecycle} says how a session ends. It ends once, by whatever thread: its reader, its
 * own, the watchdog, a writer whose peer is gone. The end releases everybody who waits, and needs none of them. Giving back
 * never depends on the step before it, and needs no memory: after an OutOfMemoryError anywhere, the budget, the receive
 * array, the place in the registry and the generation are given back, and {@code onClose} is called.
 *
 * <p><b>Rejected.</b> A reader and a writer thread for every connection: twice the memory and a hand-off per message, for
 * the few whose handlers block. A timer per connection: one coarse tick over all of them is cheaper than arming one.
 */
@NullMarked
package dev.weft.server.connection;

import org.jspecify.annotations.NullMarked;
