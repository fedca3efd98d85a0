package dev.weft.server.plugin.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

    @TempDir
    private Path temp;

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        try (WorkFolder work = WorkFolder.open(temp)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(work.path())));
        }
    }

    @Test
    void leavesNothingBehindWhenItIsClosed() throws IOException {
        WorkFolder work = WorkFolder.open(temp);
        Files.writeString(work.path().resolve("echo-1.jar"), "");

        work.close();

        assertEquals(List.of(), content());
    }

    @Test
    void sweepsAwayWhatAKilledServerLeft() throws IOException {
        Path abandoned = Files.createDirectory(temp.resolve("weft-plugins-123"));
        Files.writeString(abandoned.resolve("echo-1.jar"), "");
        Files.writeString(abandoned.resolve("lock"), "");

        try (WorkFolder work = WorkFolder.open(temp)) {
            assertFalse(Files.exists(abandoned));
            assertEquals(List.of(work.path()), content());
        }
    }

    @Test
    void leavesTheFolderOfALivingServerAlone() throws IOException {
        try (WorkFolder living = WorkFolder.open(temp)) {
            Path copy = Files.writeString(living.path().resolve("echo-1.jar"), "");

            WorkFolder.open(temp).close();

            assertTrue(Files.exists(copy));
        }
    }

    @Test
    void leavesAFolderAloneThatIsOnlyJustBeingMade() throws IOException {
        Path young = Files.createDirectory(temp.resolve("weft-plugins-123"));

        WorkFolder.open(temp).close();

        assertTrue(Files.exists(young));
    }

    @Test
    void leavesEverythingElseAlone() throws IOException {
        Path other = Files.createDirectory(temp.resolve("other"));
        Files.writeString(other.resolve("echo-1.jar"), "");
        Path file = Files.writeString(temp.resolve("weft-plugins-file"), "");
        Path link = Files.createSymbolicLink(temp.resolve("weft-plugins-link"), other);

        WorkFolder.open(temp).close();

        assertTrue(Files.exists(other.resolve("echo-1.jar")));
        assertTrue(Files.exists(file));
        assertTrue(Files.exists(link));
    }

    @Test
    void deletesNothingButCopiesFromAnAbandonedFolder() throws IOException {
        Path abandoned = Files.createDirectory(temp.resolve("weft-plugins-123"));
        Path precious = Files.writeString(abandoned.resolve("notes.txt"), "");
        Files.writeString(abandoned.resolve("lock"), "");

        WorkFolder.open(temp).close();

        assertTrue(Files.exists(precious));
    }

    private List<Path> content() throws IOException {
        try (Stream<Path> left = Files.list(temp)) {
            return left.toList();
        }
    }
}
