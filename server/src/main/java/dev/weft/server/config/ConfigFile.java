package dev.weft.server.config;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code --config} file: Java properties in UTF-8, whose keys are the flags without their dashes, and {@code
 * set.ID.KEY} for a handler's own settings.
 */
final class ConfigFile {

    private static final String SET_PREFIX = Setting.SET.key() + ".";

    private final Path file;
    private final Map<Setting, List<RawValue>> values = new EnumMap<>(Setting.class);
    private final Map<String, Integer> lineOfKey = new HashMap<>();

    private ConfigFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException if it is invalid
     * @throws FileSystemException if it cannot be read
     */
    static ConfigSource read(Path file) throws FileSystemException {
        ConfigFile reader = new ConfigFile(file);
        PropertyLines.read(file, reader::take);
        return new ConfigSource(reader.values);
    }

    private void take(String key, String value, int number) {
        String place = PropertyLines.place(file, number) + ": " + key + "=" + value;
        if (key.startsWith(SET_PREFIX)) {
            String text = key.substring(SET_PREFIX.length()) + "=" + value;
            ConfigSource.add(values, Setting.SET, new RawValue(text, place, folder()));
            return;
        }
        Setting setting = Setting.ofKey(key)
                .filter(known -> known != Setting.SET)
                .orElseThrow(() -> new ConfigException(place + ": no setting has this name"));
        Integer earlier = lineOfKey.putIfAbsent(key, number);
        if (earlier != null && !setting.type().repeats()) {
            throw new ConfigException(place + ": already set in line " + earlier);
        }
        ConfigSource.add(values, setting, new RawValue(value, place, folder()));
    }

    /** Relative paths in a file are relative to the file, so that it means the same from any working directory. */
    private Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
