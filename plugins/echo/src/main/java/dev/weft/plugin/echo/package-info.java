/**
 * The smallest complete plugin: one class, and one line in the service file.
 *
 * <p><b>Decision.</b> The received {@link dev.weft.spi.Message} itself is sent back, so its bytes are never decoded or
 * copied. Rejected: building a new message from its text, which costs a String per message and demonstrates nothing
 * more.
 */
@NullMarked
package dev.weft.plugin.echo;

import org.jspecify.annotations.NullMarked;
