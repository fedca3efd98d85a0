package dev.weft.server.command;

import java.nio.file.Path;

/** A path as the operator would type it: relative if it is below the working directory. */
final class ShownPath {

    private ShownPath() {}

    static String of(Path path) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = path.toAbsolutePath().normalize();
        // In the root directory every path is below it, and would lose its slash.
        return here.getNameCount() > 0 && absolute.startsWith(here) && !absolute.equals(here)
                ? here.relativize(absolute).toString()
                : absolute.toString();
    }
}
