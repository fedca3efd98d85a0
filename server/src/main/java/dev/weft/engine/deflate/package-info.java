/**
 * permessage-deflate (RFC 7692): what both sides agree on, and the messages of one connection compressed and restored.
 *
 * <p>The only room that may touch {@code java.util.zip}. It knows payloads, not frames: RSV1 and control frames are the
 * frame room's matter, and a text is proved to be UTF-8 after it was inflated, elsewhere. Nothing in here blocks, locks
 * or holds native memory between two calls.
 */
@NullMarked
package dev.weft.engine.deflate;

import org.jspecify.annotations.NullMarked;
