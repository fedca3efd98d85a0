/**
 * What a browser gets without a WebSocket: the files of the browser client, the list of handlers as JSON, and an error
 * that says why.
 *
 * <p>Only GET and HEAD, only regular files that lie under the real path of the web folder, no dot file, no listing. The
 * package reads files and the clock (for {@code Date}); it never sees a socket: {@link dev.weft.server.web.ResponseSink} is
 * where bytes go, and the caller keeps or closes the connection as {@link dev.weft.server.web.KeepAlive} says.
 *
 * <p><b>Decision.</b> A path is taken apart and each segment judged after it is decoded, once; then the file system says
 * what the real path is, and that must lie under the real root. Names are never cleaned up: {@code /a/../b} is not found.
 *
 * <p><b>Decision.</b> An entity tag is made of a file's length and times, not of its content: a 304 costs no read. The
 * change time is among them, because files unpacked from one reproducible archive share their modification time. There is
 * no {@code Last-Modified}, so {@code If-Modified-Since} has nothing to be compared with.
 *
 * <p><b>Rejected.</b> Caching files in memory: the operating system does, and an edited file shows at the next reload.
 * {@code jdk.httpserver}: it brings its own sockets and threads, and cannot hand a connection over to a WebSocket.
 */
@NullMarked
package dev.weft.server.web;

import org.jspecify.annotations.NullMarked;
