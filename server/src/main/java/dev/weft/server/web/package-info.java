/**
 * HTTP without a WebSocket: the files of the browser client, the list of handlers as JSON, and errors with a reason.
 *
 * <p>Only GET and HEAD, only regular files that lie under the real path of the web folder, no dot file, no listing. The
 * package reads files and the clock (for {@code Date}); it never sees a socket: it writes bytes to a {@link
 * dev.weft.server.web.ResponseSink}, and the caller keeps or closes the connection as {@link
 * dev.weft.server.web.KeepAlive} says.
 *
 * <p><b>Decision.</b> A path is split, and each segment is decoded once and then checked; after that the file system
 * resolves the real path, which must be under the real root. Names are never normalized: {@code /a/../b} is not found.
 *
 * <p><b>Decision.</b> An entity tag is made from a file's length and times, not from its content, so that a 304 costs
 * no read. The change time is included, because files unpacked from a reproducible archive share their modification
 * time. There is no {@code Last-Modified}, so {@code If-Modified-Since} is never evaluated.
 *
 * <p><b>Rejected.</b> Caching files in memory: the operating system does that, and an edited file takes effect at the
 * next reload. {@code jdk.httpserver}: it brings its own sockets and threads, and cannot hand a connection over to a
 * WebSocket.
 */
@NullMarked
package dev.weft.server.web;

import org.jspecify.annotations.NullMarked;
