/**
 * The terminal client behind {@code weft connect}: lines out as text messages, messages in as lines.
 *
 * <p>It speaks to any server, so it knows nothing of this one: the JDK's own WebSocket client does the protocol, and no
 * class of the engine or of a connection enters here. {@link dev.weft.server.log.Printable} is shared, because
 * what a peer wrote is as dangerous to this terminal as to the operator's, and so is the line editor.
 *
 * <p><b>Decision.</b> Messages go to standard output and everything said about the connection to standard error, so that
 * {@code echo hi | weft connect URL | next} passes on the reply alone. The exit status tells how the connection ended.
 *
 * <p><b>Rejected.</b> A client on our own frame codec: it would agree with the server about a mistake that both share.
 */
@NullMarked
package dev.weft.server.client;

import org.jspecify.annotations.NullMarked;
