package dev.weft.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * The entries of a Java properties file in UTF-8, each with its line number.
 *
 * <p>{@link Properties} is given one logical line at a time, because for a whole file it would report neither line
 * numbers nor duplicate keys.
 */
final class PropertyLines {

    private final Path file;
    private final Sink sink;

    /** Receives the entries. */
    @FunctionalInterface
    interface Sink {

        /**
         * Receives one entry.
         *
         * @param key the text before the equals sign
         * @param value the text after it, without blanks at its ends
         * @param line its number, from 1
         */
        void take(String key, String value, int line);
    }

    private PropertyLines(Path file, Sink sink) {
        this.file = file;
        this.sink = sink;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it is not UTF-8, or has an invalid escape
     * @throws FileSystemException if it cannot be read
     */
    static void read(Path file, Sink sink) throws FileSystemException {
        try {
            new PropertyLines(file, sink).readLines(TextLines.read(file));
        } catch (CharacterCodingException notUtf8) {
            throw new ConfigException(file + ": not UTF-8");
        } catch (FileSystemException unreadable) {
            throw unreadable;
        } catch (IOException unreadable) {
            // Some messages, such as "Is a directory", do not name the file.
            throw new FileSystemException(file.toString(), null, unreadable.getMessage());
        }
    }

    /** The name of a line in messages. */
    static String place(Path file, int line) {
        return file + " line " + line;
    }

    private void readLines(List<String> lines) throws IOException {
        StringBuilder logical = new StringBuilder();
        int first = 1;
        for (int number = 1; number <= lines.size(); number++) {
            logical.append(lines.get(number - 1)).append('\n');
            if (number < lines.size() && continues(logical)) {
                continue;
            }
            readLine(logical.toString(), first);
            logical.setLength(0);
            first = number + 1;
        }
    }

    /** A line continues in the next one if it ends in an odd number of backslashes and is not a comment. */
    private static boolean continues(CharSequence line) {
        int end = line.length() - 1;
        int backslashes = 0;
        while (backslashes < end && line.charAt(end - 1 - backslashes) == '\\') {
            backslashes++;
        }
        String start = line.toString().stripLeading();
        return backslashes % 2 == 1 && !start.startsWith("#") && !start.startsWith("!");
    }

    private void readLine(String line, int number) throws IOException {
        Properties pair = new Properties();
        try {
            pair.load(new StringReader(line));
        } catch (IllegalArgumentException badEscape) {
            throw new ConfigException(place(file, number) + ": an invalid escape (write \\\\ for a backslash)");
        }
        for (String key : pair.stringPropertyNames()) {
            sink.take(key, pair.getProperty(key).strip(), number);
        }
    }
}
