package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @TempDir
    Path folder;

    @Test
    void takesFoldersThatCanBeRead() throws StartException {
        assertEquals(List.of(folder, folder), Folders.readable(List.of(folder, folder)));
    }

    @Test
    void namesTheOneThatCannot() throws IOException {
        Path absent = folder.resolve("absent");
        Path file = Files.createFile(folder.resolve("file"));

        assertEquals(absent + ": no such folder", complaint(absent));
        assertEquals(file + ": not a folder", complaint(file));
    }

    private String complaint(Path second) {
        return String.valueOf(assertThrows(StartException.class, () -> Folders.readable(List.of(folder, second)))
                .getMessage());
    }
}
