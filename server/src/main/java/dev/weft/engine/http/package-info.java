/**
 * The heads of HTTP/1.1 (RFC 9112), as far as a WebSocket server needs them: bytes in, a {@link
 * dev.weft.engine.http.RequestHead} or a status out; a {@link dev.weft.engine.http.ResponseHead} in, bytes out.
 *
 * <p>A pure package: no socket, thread, lock, clock, file, log or randomness, and nothing of ours but {@code
 * engine.text}. What a header field means for a WebSocket is decided in {@code engine.handshake}, what a path means in
 * {@code server.web}.
 *
 * <p><b>Decision.</b> {@link dev.weft.engine.http.RequestHeadParser} is a state machine that takes each byte once, so
 * an illegal byte can lead only to {@code Bad}, the cost is linear whatever the peer sends, and it makes no difference
 * where the network splits the bytes. Bodies are never accepted: any {@code Transfer-Encoding} is 400 and any body 413,
 * so no proxy can disagree on where a request ends, and nothing can be smuggled in.
 *
 * <p><b>Decision.</b> {@link dev.weft.engine.http.HeaderFields} keeps the bytes of all fields in one array and makes a
 * {@code String} of a value only on request: a handshake needs five of a browser's fifteen fields.
 *
 * <p><b>Rejected.</b> Searching for the empty line first and splitting afterwards: this reads every byte twice, finds
 * errors late, and each split is another chance to disagree with a proxy. Lenient line ends (a bare LF), folded lines
 * and white space before a colon: each is a published smuggling attack on a lenient server.
 */
@NullMarked
package dev.weft.engine.http;

import org.jspecify.annotations.NullMarked;
