package dev.weft.engine.http;

import static dev.weft.engine.http.Feeding.latin1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what was sent to lead servers astray from the text files beside this class.
 *
 * <pre>
 * # a comment
 * let NAME text            from here on, {NAME} stands for the text
 * 400 | in words | bytes   what becomes of them
 * </pre>
 *
 * The bytes are written as in Java: {@code \r \n \t \s \\}, and three octal digits for any other; {@code {300*a}} stands for so
 * many times a text.
 */
final class HeadPayloads {

    private static final List<String> FILES =
            List.of("request-lines.txt", "targets.txt", "hosts.txt", "field-lines.txt", "framing.txt");

    /** The innermost of them: its text holds no other. */
    private static final Pattern TIMES = Pattern.compile("\\{(\\d+)\\*([^{}]*)}");

    /**
     * One line.
     *
     * @param where file and line
     * @param verdict what has to become of it
     * @param what it is, in words
     * @param bytes as ISO 8859-1
     */
    record Payload(String where, String verdict, String what, String bytes) {

        byte[] sent() {
            return latin1(bytes);
        }

        @Override
        public String toString() {
            return where + " " + what;
        }
    }

    private final String file;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<Payload> payloads = new ArrayList<>();

    private HeadPayloads(String file) {
        this.file = file;
    }

    /** All lines. */
    static List<Payload> all() {
        List<Payload> all = new ArrayList<>();
        for (String file : FILES) {
            all.addAll(new HeadPayloads(file).read());
        }
        return all;
    }

    private List<Payload> read() {
        int number = 0;
        for (String line : text().lines().toList()) {
            number++;
            if (line.startsWith("let ")) {
                String[] words = line.split(" ", 3);
                names.put("{" + words[1] + "}", named(words[2]));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                String[] columns = line.split(" +\\| ", 3);
                payloads.add(new Payload(file + ":" + number, columns[0], columns[1], bytes(columns[2])));
            }
        }
        return payloads;
    }

    private String text() {
        try (InputStream in = Objects.requireNonNull(HeadPayloads.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String bytes(String text) {
        String bytes = named(text);
        for (Matcher times = TIMES.matcher(bytes); times.find(); times.reset(bytes)) {
            String repeated = times.group(2).repeat(Integer.parseInt(times.group(1)));
            bytes = bytes.substring(0, times.start()) + repeated + bytes.substring(times.end());
        }
        return bytes.translateEscapes();
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }
}
