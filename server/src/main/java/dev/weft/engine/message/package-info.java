/**
 * From frames to messages: assembles fragments (RFC 6455 5.4), checks text for UTF-8 as it arrives (8.1), and enforces
 * the limits of one message.
 *
 * <p>Memory follows the bytes received, never the length declared: an array grows by doubling, so a peer that declares
 * a gigabyte and sends one byte occupies a few bytes.
 *
 * <p><b>Rejected.</b> A list of fragments joined at the end: one object per fragment lets a peer that sends empty
 * fragments make the server hold a hundred times what it received.
 */
@NullMarked
package dev.weft.engine.message;

import org.jspecify.annotations.NullMarked;
