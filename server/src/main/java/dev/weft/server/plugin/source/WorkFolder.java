package dev.weft.server.plugin.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one running server's private copies. A lock says that its server lives, so that the next one can sweep
 * away what a killed server left behind.
 */
final class WorkFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
    private static final String PREFIX = "weft-plugins-";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;

    private WorkFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Makes a folder in the parent, readable by this user only, after sweeping away abandoned ones. */
    static WorkFolder open(Path parent) throws IOException {
        Files.createDirectories(parent);
        sweep(parent);
        Path folder = Files.createTempDirectory(parent, PREFIX);
        FileChannel lockFile = openLock(folder, StandardOpenOption.CREATE_NEW);
        // Released when the channel is closed, and by the system when the process is gone.
        FileLock lock = lockFile.lock();
        if (!Files.exists(folder.resolve(LOCK))) {
            // Another server swept this one away between the two lines above.
            lockFile.close();
            return open(parent);
        }
        LOG.debug("plugin copies are in {} ({})", folder, lock);
        return new WorkFolder(folder, lockFile);
    }

    Path path() {
        return folder;
    }

    /** Deletes the folder and the copies in it. A copy that is still open somewhere stays for the next sweep. */
    @Override
    public void close() {
        try (lockFile) {
            empty(folder);
        } catch (IOException e) {
            LOG.warn("plugin copies stay behind in {}: {}", folder, e.toString());
            return;
        }
        deleteQuietly(folder.resolve(LOCK));
        deleteQuietly(folder);
    }

    private static void sweep(Path parent) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : left) {
                if (isOurs(folder, parent)) {
                    sweepIfAbandoned(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
            // Not worth a start that fails; the last one is a file system without owners.
            LOG.debug("{} could not be swept: {}", parent, e.toString());
        }
    }

    // The parent may be a folder that everybody writes to: a link, or a folder of another user, is not ours to empty.
    private static boolean isOurs(Path folder, Path parent) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Path probe = Files.createTempFile(parent, "weft-owner-", null);
        try {
            return Files.getOwner(probe).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
        } finally {
            Files.delete(probe);
        }
    }

    private static void sweepIfAbandoned(Path folder) {
        // A folder without its lock file is only just being made.
        try (FileChannel channel = openLock(folder);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                empty(folder);
                deleteQuietly(folder.resolve(LOCK));
                deleteQuietly(folder);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            LOG.debug("{} is in use", folder);
        } catch (IOException e) {
            LOG.debug("{} could not be swept: {}", folder, e.toString());
        }
    }

    private static FileChannel openLock(Path folder, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
        all.add(StandardOpenOption.WRITE);
        all.add(LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(folder.resolve(LOCK), all);
    }

    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path copy : copies) {
                deleteQuietly(copy);
            }
        }
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} stays behind: {}", file, e.toString());
        }
    }
}
