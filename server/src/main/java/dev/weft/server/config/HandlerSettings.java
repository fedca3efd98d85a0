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
 * The handlers' own settings: those on the command line and in the configuration file, over the lines of {@code
 * ID.properties} in the configuration folder, which is read again each time. Thread-safe.
 */
public final class HandlerSettings {

    private final Path dir;
    private final Map<String, Map<String, String>> given;

    /** The version last read. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    /** Takes the settings of a configuration. */
    public HandlerSettings(ServerConfig config) {
        this(config.redeploying().confDir(), config.handlerSettings());
    }

    HandlerSettings(Path dir, Map<String, Map<String, String>> given) {
        this.dir = dir;
        this.given = given;
    }

    /** The current settings of a handler; its id has passed the plugin check, so it is a valid file name. */
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
            // The handler has no settings, or only those that were given elsewhere.
        } catch (FileSystemException unreadable) {
            String reason = unreadable.getReason();
            throw new ConfigException(file + ": it cannot be read" + (reason == null ? "" : ": " + reason));
        }
        settings.putAll(given.getOrDefault(handlerId, Map.of()));
        return Map.copyOf(settings);
    }

    /** A text that changes when the file does; empty if there is no file. */
    public String version(String handlerId) {
        try {
            // The file has a few lines, so its content serves as the version.
            String version = HexFormat.of().formatHex(Files.readAllBytes(file(handlerId)));
            versions.put(handlerId, version);
            return version;
        } catch (NoSuchFileException none) {
            versions.remove(handlerId);
            return "";
        } catch (IOException unknown) {
            // For example temporarily out of descriptors, which is not a change.
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
