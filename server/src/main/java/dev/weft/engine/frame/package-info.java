/**
 * The frames of RFC 6455 section 5: bytes to headers, headers to bytes, and every rule a single header can break.
 *
 * <p>Reading a header ({@link dev.weft.engine.frame.FrameDecoder}) and judging it ({@link
 * dev.weft.engine.frame.FrameRules}) are two functions, so that each can be read beside its section of the RFC. Nothing
 * here blocks, allocates by a length the peer declared, or imports anything of ours.
 *
 * <p><b>Rejected.</b> A class per kind of frame: the kinds differ in one nibble, and an object per frame would be the
 * largest cost of a small message.
 */
@NullMarked
package dev.weft.engine.frame;

import org.jspecify.annotations.NullMarked;
