/**
 * Topics for clients without any Java: JSON-RPC 2.0 over {@link dev.weft.spi.Topics}.
 *
 * <p>A text is taken apart in {@link dev.weft.plugin.channels.Json}, becomes a command in
 * {@link dev.weft.plugin.channels.Command}, and is carried out in {@link dev.weft.plugin.channels.Channels}, if the
 * operator's {@link dev.weft.plugin.channels.Rules} allow it.
 *
 * <p><b>Decisions.</b> What is published to a topic is the notification that its subscribers get, so that the server
 * encodes it once for all of them. A client's data is checked, and passed on letter by letter: a number stays as it was
 * written, and nothing is built from it. The handler keeps nothing: subscriptions and history are the server's. A session
 * remembers only the rules that it was opened under; one opened under others does not move to a new generation, but comes
 * back and is judged anew.
 *
 * <p><b>Rejected.</b> A tree of each message: it may take 37 times the size of its text, and is not needed. Wildcards in
 * subscriptions: they have no position to resume from.
 */
@NullMarked
package dev.weft.plugin.channels;

import org.jspecify.annotations.NullMarked;
