package dev.weft.server.plugin.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FolderWritersTest {

    @TempDir
    private Path plugins;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(FolderWriters.class);
    private final FolderWriters writers = new FolderWriters();
    private Path jar;

    @BeforeEach
    void listen() throws IOException {
        assumeTrue(Files.getFileStore(plugins).supportsFileAttributeView(PosixFileAttributeView.class));
        log.start();
        logger.addAppender(log);
        jar = Files.createFile(plugins.resolve("a.jar"));
        permit(plugins, "rwxr-xr-x");
        permit(jar, "rw-r--r--");
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
    }

    @Test
    void saysNothingOfWhatOneUserCanWriteTo() {
        assertEquals(List.of(), check());
    }

    @Test
    void warnsOnceOfWhatEveryoneCanWriteTo() throws IOException {
        Path list = Files.createFile(plugins.resolve("plugins.sha256"));
        permit(plugins, "rwxrwxrwx");
        permit(jar, "rw-r--rw-");
        permit(list, "rw-rw-rw-");

        List<String> expected = List.of(warning(plugins), warning(jar), warning(list));

        assertEquals(expected, check());
        assertEquals(expected, check());
    }

    @Test
    void doesNotTakeAUsersOwnGroupForOthers() throws IOException {
        permit(plugins, "rwxrwxr-x");
        String owner = Files.getOwner(plugins).getName();
        String group = String.valueOf(Files.getAttribute(plugins, "posix:group"));

        assertEquals(
                owner.equals(group) ? List.of() : List.of(warning(plugins).replace("everyone", "the group " + group)),
                check());
    }

    @Test
    void warnsOfAGroupOfAnotherName() throws IOException {
        Path other = otherGroup();
        permit(other, "rwxrwxr-x");
        String group = String.valueOf(Files.getAttribute(other, "posix:group"));

        writers.check(other, List.of());

        assertEquals(List.of(warning(other).replace("everyone", "the group " + group)), messages());
    }

    /** A folder that belongs to a group which has not its owner's name; only the superuser can make one. */
    private Path otherGroup() throws IOException {
        Path folder = Files.createDirectory(plugins.resolve("shared"));
        try {
            Files.getFileAttributeView(folder, PosixFileAttributeView.class)
                    .setGroup(folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName("daemon"));
        } catch (IOException notPermitted) {
            assumeTrue(false, "SKIPPED: only the superuser may give a folder to another group");
        }
        return folder;
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String warning(Path path) {
        return "% " + path + " is writable by everyone: anyone who can write there can run code as this server";
    }

    private List<String> check() {
        writers.check(plugins, List.of(jar));
        return messages();
    }

    private List<String> messages() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
