package dev.weft.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A value as the operator wrote it, and where.
 *
 * @param text the value
 * @param place where it stands, with the value: {@code --port=99999}
 * @param folder where a relative path in it starts
 */
record RawValue(String text, String place, Path folder) {

    /** The complaint about it: one line that names the place and says what would be right. */
    ConfigException wrong(String needed) {
        return new ConfigException(place + ": " + needed);
    }

    /** The path it is. */
    Path path() {
        try {
            return folder.resolve(text.strip());
        } catch (InvalidPathException noPath) {
            throw wrong("a path is needed");
        }
    }
}
