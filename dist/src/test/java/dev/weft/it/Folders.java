package dev.weft.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Folders, copied as {@code cp -a} does, and what is in them. */
final class Folders {

    private Folders() {}

    /** Copies a folder with all its times; returns the copy. */
    static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.forEach(each -> copyOne(each, to.resolve(from.relativize(each).toString())));
        }
        return to;
    }

    /** The files of a folder whose names match a glob. */
    static List<Path> find(Path folder, String glob) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> folder.getFileSystem()
                            .getPathMatcher("glob:" + glob)
                            .matches(file.getFileName()))
                    .toList();
        }
    }

    private static void copyOne(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }
}
