/**
 * Topics: who is subscribed, and how a published message reaches all of them. {@link dev.weft.server.topic.TopicHub} is
 * the entry point.
 *
 * <pre>
 *   publish -> (Broker, unless live) -> LocalTopic's queue -> FanOut -> each session's outbox
 *   subscribe -> LocalTopic -> CatchUp: what the session has missed
 * </pre>
 *
 * <p>A topic has no thread. Whoever publishes while nobody hands out starts a virtual thread, which hands out whatever
 * has been published by then, and ends when nothing is left. So messages travel together when the server is busy, and
 * at once when it is not.
 *
 * <p><b>Rejected.</b> Wildcards: an exact name is one look-up, and a wildcard has no position. A policy for slow readers
 * on each topic: whether a reader may miss messages follows from what they mean, which is the topic's kind. Handing out
 * on the publisher's thread: it could not batch what one client publishes in a row, and would delay the client's next
 * message.
 */
@NullMarked
package dev.weft.server.topic;

import org.jspecify.annotations.NullMarked;
