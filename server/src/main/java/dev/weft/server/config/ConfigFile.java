package dev.weft.server.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The {@code --config} file: Java properties in UTF-8, whose keys are the flags without their dashes, and {@code
 * set.ID.KEY} for a handler's own settings.
 *
 * <p>{@link Properties} reads one logical line at a time here, because reading a whole file it would neither tell the
 * line nor a key that stands there twice.
 */
final class ConfigFile {

    private static final String SET_PREFIX = Setting.SET.key() + ".";

    private final Path file;
    private final Map<Setting, List<Given>> given = new EnumMap<>(Setting.class);
    private final Map<String, Integer> lineOfKey = new HashMap<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it says something that cannot be meant
     */
    static Layer read(Path file) throws IOException {
        ConfigFile reader = new ConfigFile(file);
        try {
            reader.readLines(Files.readAllLines(file));
        } catch (CharacterCodingException notUtf8) {
            throw new ConfigException(file + ": not UTF-8");
        }
        return new Layer(reader.given);
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

    /** A line goes on in the next one when it ends in an odd number of backslashes, and is no comment. */
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
            throw new ConfigException(place(number) + ": a backslash escape that is none (write \\\\ for a backslash)");
        }
        for (String key : pair.stringPropertyNames()) {
            take(key, pair.getProperty(key).strip(), number);
        }
    }

    private void take(String key, String value, int number) {
        String place = place(number) + ": " + key + "=" + value;
        if (key.startsWith(SET_PREFIX)) {
            String text = key.substring(SET_PREFIX.length()) + "=" + value;
            Layer.add(given, Setting.SET, new Given(text, place, folder()));
            return;
        }
        Setting setting = Setting.ofKey(key)
                .filter(known -> known != Setting.SET)
                .orElseThrow(() -> new ConfigException(place + ": no setting has this name"));
        Integer earlier = lineOfKey.putIfAbsent(key, number);
        if (earlier != null && !setting.rule().repeats()) {
            throw new ConfigException(place + ": already set in line " + earlier);
        }
        Layer.add(given, setting, new Given(value, place, folder()));
    }

    private String place(int line) {
        return file + " line " + line;
    }

    /** Relative paths in a file start where the file is, so that it means the same from anywhere. */
    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
