package dev.weft.server.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The handlers' own settings: what the command line and the configuration file gave them, over the lines of {@code
 * ID.properties} in the folder for them, which is read anew each time. Thread-safe.
 */
public final class HandlerSettings {

    private final Path dir;
    private final Map<String, Map<String, String>> given;

    /** What was last read. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** The settings of a configuration. */
    public HandlerSettings(ServerConfig config) {
        this(config.redeploying().confDir(), config.settings());
    }

    HandlerSettings(Path dir, Map<String, Map<String, String>> given) {
        this.dir = dir;
        this.given = given;
    }

    /** The settings of a handler as they are now; {@code ID} is one that passed the plugin check, so it is a file name. */
    public Map<String, String> read(String handlerId) {
        Map<String, String> settings = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        Path file = file(handlerId);
        try {
            PropertyLines.read(file, (key, value, line) -> {
                Integer earlier = lines.putIfAbsent(key, line);
                if (earlier != null) {
                    throw new ConfigException(
                            PropertyLines.place(file, line) + ": " + key + ": already set in line " + earlier);
                }
                settings.put(key, value);
            });
        } catch (NoSuchFileException none) {
            // The handler has no settings of its own, or only those that were given elsewhere.
        } catch (FileSystemException unreadable) {
            String reason = unreadable.getReason();
            throw new ConfigException(file + ": it cannot be read" + (reason == null ? "" : ": " + reason));
        }
        settings.putAll(given.getOrDefault(handlerId, Map.of()));
        return Map.copyOf(settings);
    }

    /** A text that differs when the file does; empty if there is none. */
    public String version(String handlerId) {
        try {
            // A few lines: the content itself is its shortest description.
            String version = HexFormat.of().formatHex(Files.readAllBytes(file(handlerId)));
            versions.put(handlerId, version);
            return version;
        } catch (NoSuchFileException none) {
            versions.remove(handlerId);
            return "";
        } catch (IOException unknown) {
            // Such as no descriptor for a moment, which is no change.
            return versions.getOrDefault(handlerId, "");
        }
    }

    /** The folder of the files. */
    public Path dir() {
        return dir;
    }

    private Path file(String handlerId) {
        return dir.resolve(handlerId + ".properties");
    }
}
