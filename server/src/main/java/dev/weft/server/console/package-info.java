/**
 * The operator's terminal: the only package that reads standard input, and what stands between it and the handlers that
 * ask through {@link dev.weft.spi.Operator}.
 *
 * <p>{@link dev.weft.server.console.OperatorDesk} knows who waits and what a typed line means; {@link
 * dev.weft.server.console.Console} owns the terminal or the pipe and the threads that read and print. The desk knows no
 * stream, the console knows no session. No socket, no frame and no plugin class enters here, and everything a peer
 * wrote is escaped ({@link dev.weft.server.log.Printable}) before it is shown.
 *
 * <p><b>Decision.</b> A line is taken from a pipe only when a question waits, so that {@code printf 'a\nb\n'} answers
 * the first two questions and only then is the end of input; on a terminal a line is taken when it is typed, so that
 * commands work at any time. Printing goes through a bounded queue and one thread, because a terminal stopped with
 * Ctrl-S must stop nobody else.
 *
 * <p><b>Rejected.</b> JLine's native providers (JNI, FFM): they need {@code --enable-native-access} to stay silent on
 * new JDKs, and the {@code exec} provider, which runs {@code stty}, needs nothing; a few milliseconds a line do not
 * matter to a person. Handlers that read {@code System.in} themselves: such a read cannot be interrupted, and two of
 * them would share the lines by chance.
 */
@NullMarked
package dev.weft.server.console;

import org.jspecify.annotations.NullMarked;
