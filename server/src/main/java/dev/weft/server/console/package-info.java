/**
 * The operator's terminal: the only package that reads standard input, and the layer between it and the handlers that
 * ask through {@link dev.weft.spi.Operator}.
 *
 * <p>{@link dev.weft.server.console.OperatorDesk} knows which questions wait and what a typed line means; {@link
 * dev.weft.server.console.Console} owns the terminal or the pipe and the threads that read and print. The desk knows no
 * stream, the console knows no session. No socket, no frame and no plugin class enters here, and everything a peer
 * wrote is escaped ({@link dev.weft.server.log.Printable}) before it is shown.
 *
 * <p><b>Decision.</b> A line is read from a pipe only when a question waits, so that {@code printf 'a\nb\n'} answers
 * the first two questions and only then reaches the end of input; on a terminal a line is read as it is typed, so that
 * commands work at any time. Printing goes through a bounded queue and one thread, because a terminal stopped with
 * Ctrl-S must not stop other threads.
 *
 * <p><b>Rejected.</b> JLine's native providers (JNI, FFM): they need {@code --enable-native-access} to stay silent on
 * new JDKs, while the {@code exec} provider, which runs {@code stty}, needs nothing; a person does not notice a few
 * milliseconds a line. Handlers that read {@code System.in} themselves: such a read cannot be interrupted, and two
 * handlers would split the lines at random.
 */
@NullMarked
package dev.weft.server.console;

import org.jspecify.annotations.NullMarked;
