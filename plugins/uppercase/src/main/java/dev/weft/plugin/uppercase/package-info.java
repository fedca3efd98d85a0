/**
 * The example of a handler that takes only one of the two kinds of message.
 *
 * <p><b>Decision.</b> Full Unicode case mapping in the root locale, so one letter may become two. Rejected: mapping the
 * bytes of ASCII in place, which is faster and leaves every other script as it was.
 */
@NullMarked
package dev.weft.plugin.uppercase;

import org.jspecify.annotations.NullMarked;
