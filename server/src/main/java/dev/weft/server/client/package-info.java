/**
 * The terminal client behind {@code weft connect}: sends lines as text messages, and shows messages as lines.
 *
 * <p>It works with any server, so it knows nothing of this one but the marks of its topics, which it reads by itself: the
 * JDK's own WebSocket client implements the protocol, and no class of the engine or of a connection is used here. {@link
 * dev.weft.server.log.Printable} is shared, because text from a peer is as dangerous to this terminal as to the
 * operator's; so is the line editor.
 *
 * <p><b>Decision.</b> Messages go to standard output, and everything about the connection to standard error, so that
 * {@code echo hi | weft connect URL | next} passes on the reply alone. The exit status reflects how the connection
 * ended.
 *
 * <p><b>Rejected.</b> A client on our own frame codec: it would share the server's bugs, and so hide them.
 */
@NullMarked
package dev.weft.server.client;

import org.jspecify.annotations.NullMarked;
