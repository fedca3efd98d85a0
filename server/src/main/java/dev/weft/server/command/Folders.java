package dev.weft.server.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Folders the operator named, checked while there is still somebody to tell. */
final class Folders {

    private Folders() {}

    /** The same folders, if all can be read. */
    static List<Path> readable(List<Path> folders) throws StartException {
        for (Path folder : folders) {
            readable(folder);
        }
        return folders;
    }

    /** The same folder, if it can be read. */
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
