/**
 * Example of a handler that accepts only one of the two kinds of message.
 *
 * <p><b>Decision.</b> Full Unicode case mapping in the root locale, so one letter may become two. Rejected: mapping
 * ASCII bytes in place, which is faster but leaves every other script unchanged.
 */
@NullMarked
package dev.weft.plugin.uppercase;

import org.jspecify.annotations.NullMarked;
