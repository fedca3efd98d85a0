package dev.weft.server.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells from outside that a file has changed; two equal ones in a row say that nobody is writing it just now. It is
 * not the file's identity, which is its content.
 *
 * @param size in bytes; -1 if the file cannot be looked at
 * @param modified when it was last written
 * @param changed when the file system last saw any change of it, where it keeps that: {@code cp -p} and build tools set
 *     the time of writing to what they like, and this one to now
 * @param key which file it is, where the file system says so: another one may have been moved here
 */
record FileFingerprint(
        long size,
        FileTime modified,
        @Nullable Object changed,
        @Nullable Object key) {

    private static final FileFingerprint UNKNOWN = new FileFingerprint(-1, FileTime.fromMillis(0), null, null);

    static FileFingerprint of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileFingerprint(now.size(), now.lastModifiedTime(), changed(file), now.fileKey());
        } catch (IOException gone) {
            return UNKNOWN;
        }
    }

    private static @Nullable Object changed(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ctime");
        } catch (UnsupportedOperationException | IllegalArgumentException notKept) {
            return null;
        }
    }
}
