package dev.weft.server.console;

/** Input from the operator. */
sealed interface Input {

    /** A line, without its line end. */
    record Line(String text) implements Input {}

    /** A line that was skipped because it was longer than this limit. */
    record TooLong(int limit) implements Input {}

    /** The end of input: no further lines. */
    record End() implements Input {}

    /** The operator wants the server to stop: Ctrl-C, which a terminal in raw mode delivers here. */
    record Interrupt() implements Input {}
}
