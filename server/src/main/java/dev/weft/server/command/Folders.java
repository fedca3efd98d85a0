package dev.weft.server.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks the folders that the operator named, while an error can still be shown. */
final class Folders {

    private Folders() {}

    /** Returns the folders if all can be read. */
    static List<Path> readable(List<Path> folders) throws StartException {
        for (Path folder : folders) {
            readable(folder);
        }
        return folders;
    }

    /** Returns the folder if it can be read. */
    static Path readable(Path folder) throws StartException {
        if (!Files.exists(folder)) {
            throw new StartException(folder + ": no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new StartException(folder + ": not a folder");
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new StartException(folder + ": permission denied");
        }
        return folder;
    }
}
