package dev.weft.server.plugin.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns, once each, of folders and files that somebody else can write to: who puts a JAR into a plugins folder, or other
 * bytes into one that lies there, runs code as this server.
 */
final class FolderWriters {

    private static final Logger LOG = LoggerFactory.getLogger(FolderWriters.class);

    private final Set<Path> warned = new HashSet<>();

    /** Looks at a plugins folder, what lies in it, and its allow-list. */
    void check(Path dir, Collection<Path> jars) {
        check(dir);
        jars.forEach(this::check);
        check(dir.resolve(AllowList.FILE));
    }

    private void check(Path path) {
        String who = writers(path);
        if (!who.isEmpty() && warned.add(path)) {
            LOG.warn("% {} is writable by {}: anyone who can write there can run code as this server", path, who);
        }
    }

    private static String writers(Path path) {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            return view == null ? "" : writers(view.readAttributes());
        } catch (IOException absent) {
            // Or not to be read, which whoever reads it says.
            return "";
        }
    }

    private static String writers(PosixFileAttributes attributes) {
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            return "everyone";
        }
        // A group of the user's own name is the user's alone on systems that make one for each user, with umask 002.
        boolean isShared = permissions.contains(PosixFilePermission.GROUP_WRITE)
                && !attributes.group().getName().equals(attributes.owner().getName());
        return isShared ? "the group " + attributes.group().getName() : "";
    }
}
