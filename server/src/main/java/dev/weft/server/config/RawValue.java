package dev.weft.server.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A value as the operator wrote it, and where.
 *
 * @param text the value
 * @param place where it was given, with the value: {@code --port=99999}
 * @param folder the base of a relative path in it
 */
record RawValue(String text, String place, Path folder) {

    /** The error for this value: one line that names the place and says what is valid. */
    ConfigException wrong(String needed) {
        return new ConfigException(place + ": " + needed);
    }

    /** The value as a path. */
    Path path() {
        try {
            return folder.resolve(text.strip());
        } catch (InvalidPathException noPath) {
            throw wrong("a path is needed");
        }
    }
}
