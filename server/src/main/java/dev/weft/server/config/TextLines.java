package dev.weft.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file that people write. */
public final class TextLines {

    /** Some editors begin a file with this mark; it is not part of the first line. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextLines() {}

    /**
     * Reads a file in UTF-8, with a byte order mark or without.
     *
     * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
     * @throws IOException if it cannot be read
     */
    public static List<String> read(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        if (!lines.isEmpty()) {
            lines.set(0, withoutMark(lines.getFirst()));
        }
        return lines;
    }

    /** The text without a byte order mark at its beginning. */
    public static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }
}
