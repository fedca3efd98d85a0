/**
 * From frames to messages: fragments put together (RFC 6455 5.4), text proved to be UTF-8 as it arrives (8.1), and the
 * limits that one message may not pass.
 *
 * <p>Memory follows the bytes received, never the length declared: an array grows by doubling, and a peer that declares a
 * gigabyte and sends one byte holds a few.
 *
 * <p><b>Rejected.</b> A list of fragments joined at the end: one object per fragment lets a peer that sends empty
 * fragments make the server hold a hundred times what it received.
 */
@NullMarked
package dev.weft.engine.message;

import org.jspecify.annotations.NullMarked;
