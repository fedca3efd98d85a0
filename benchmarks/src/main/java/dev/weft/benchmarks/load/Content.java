package dev.weft.benchmarks.load;

/** What fills a message after its sequence number. */
public enum Content {
    /** Letters: one byte a character, the common case of JSON and chat. */
    ASCII,
    /** Characters of one to four bytes in UTF-8: shows that a server decodes and encodes text, and does not guess. */
    UNICODE,
    /** Made-up records that differ from message to message: shows what compressing costs and saves. */
    JSON,
    /** Letters, sent as a binary message. */
    BINARY;

    int opcode() {
        return this == BINARY ? Opcodes.BINARY : Opcodes.TEXT;
    }
}
