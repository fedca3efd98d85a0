package dev.weft.server.console;

/** What came from the operator's side. */
sealed interface Input {

    /** A line, without its line end. */
    record Line(String text) implements Input {}

    /** A line of more characters than this, which was skipped. */
    record TooLong(int limit) implements Input {}

    /** No further line comes. */
    record End() implements Input {}

    /** The operator wants the server to stop: Ctrl-C, which a terminal in raw mode delivers here. */
    record Interrupt() implements Input {}
}
