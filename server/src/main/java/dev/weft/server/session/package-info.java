/**
 * One WebSocket session, from {@code onOpen} to {@code onClose}: everything between the engine's events and a handler's
 * callbacks.
 *
 * <pre>
 *  SessionLoop ── callbacks ──> HandlerInvoker ──> plugin
 *      │ next message
 *  InboundReader (reads, decodes, answers pings and Close)
 *      │ after promotion: a second thread fills the Inbox
 *  Outbox (the only writer) <── ServerSession <── any thread
 * </pre>
 *
 * <p>This package reads an open transport but interprets no bytes: that is the engine's business. No callback runs
 * while a lock is held.
 *
 * <p><b>Liveness.</b> The connection's own thread reads and calls the handler, with no hand-off. When a handler has not
 * returned for a while, the watchdog <i>promotes</i> the connection: a second virtual thread takes over reading for the
 * rest of its life, so that pings and a Close are answered and a lost peer is noticed while the handler blocks.
 * Promotion is never undone, so it is always clear which thread reads.
 *
 * <p>Messages that a busy handler does not take fill the {@code Inbox}, and then the reader waits: TCP holds the peer
 * back. While nothing is read, the peer cannot be heard, and {@code SessionLiveness} steps in. After a ping interval it
 * lets the reader continue into a larger inbox, if there is memory to spare. If the peer had sent no more than fits
 * there, its pong, its Close or its end is reached, and it is judged like any other. For a peer that has sent even
 * more, only writing can be tested: if its process has ended, the first ping is answered with a reset and the next one
 * fails; if it waits honestly, it is left alone. A host that vanished behind so much unread data is noticed when TCP
 * gives up.
 *
 * <p><b>The end.</b> {@code SessionLifecycle} says how a session ends. It ends once, on any thread: its reader, its
 * own, the watchdog, or a writer whose peer is gone. Ending it releases every waiting thread, and depends on none of
 * them. Each release is independent of the step before it, and needs no memory: after an OutOfMemoryError anywhere, the
 * budget, the receive array, the place in the registry and the generation are given back, and {@code onClose} is
 * called.
 *
 * <p><b>Rejected.</b> A reader and a writer thread for every connection: twice the memory and a hand-off per message,
 * for the sake of the few whose handlers block.
 */
@NullMarked
package dev.weft.server.session;

import org.jspecify.annotations.NullMarked;
