package dev.weft.server.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JARs that are plugins and makes a private copy of each. Used by one thread at a time.
 *
 * <p>Only a file named {@code *.jar} directly inside a folder counts, in the order of its name; a hidden one does not.
 * So {@code cp x.jar plugins/.x.tmp && mv plugins/.x.tmp plugins/x.jar} is never seen half done.
 */
public final class PluginFolder implements AutoCloseable {

    private final List<Path> dirs;
    private final List<Path> files;
    private final Path workDir;
    private final JarLimits limits;
    private final FolderWriters writers = new FolderWriters();
    private final Optional<PinnedSigner> signer;
    /** By the stem of the copy: the same name may lie in two folders, and all copies lie in one. */
    private final Map<String, Integer> generations = new HashMap<>();

    private @Nullable WorkFolder work;

    /**
     * Names the folders; nothing is read or written yet.
     *
     * @param dirs folders with plugins, in order
     * @param workDir where the private copies go, into a folder of their own
     */
    public PluginFolder(List<Path> dirs, Path workDir) {
        this(dirs, List.of(), workDir, JarLimits.DEFAULT);
    }

    /** Names the folders; the private copies go to the system's folder for temporary files. */
    public PluginFolder(List<Path> dirs) {
        this(dirs, Optional.empty());
    }

    /** Names the folders, of which only what is wholly signed by the owner of a certificate counts, if there is one. */
    public PluginFolder(List<Path> dirs, Optional<X509Certificate> signer) {
        this(dirs, List.of(), systemTemp(), JarLimits.DEFAULT, signer.map(PinnedSigner::new));
    }

    PluginFolder(List<Path> dirs, List<Path> files, Path workDir, JarLimits limits) {
        this(dirs, files, workDir, limits, Optional.empty());
    }

    private PluginFolder(
            List<Path> dirs, List<Path> files, Path workDir, JarLimits limits, Optional<PinnedSigner> signer) {
        this.signer = signer;
        this.dirs = List.copyOf(dirs);
        this.files = List.copyOf(files);
        this.workDir = workDir;
        this.limits = limits;
    }

    /** These very files, whatever their names, for {@code plugins check FILE...}. */
    public static PluginFolder ofFiles(List<Path> jars) {
        return new PluginFolder(List.of(), jars, systemTemp(), JarLimits.DEFAULT);
    }

    /** Deletes the private copies. */
    @Override
    public void close() {
        if (work != null) {
            work.close();
            work = null;
        }
    }

    List<Path> dirs() {
        return dirs;
    }

    JarLimits limits() {
        return limits;
    }

    /**
     * What lies in the folders now.
     *
     * @param jars candidates in order, of any kind of file
     * @param problems folders that cannot be read
     * @param unreadable those of them that are there all the same, so that nothing is known of their files
     */
    record Scan(List<Path> jars, List<PluginReport> problems, Set<Path> unreadable) {}

    Scan scan() {
        List<Path> jars = new ArrayList<>(files);
        List<PluginReport> problems = new ArrayList<>();
        Set<Path> unreadable = new HashSet<>();
        Set<Path> seen = new HashSet<>();
        for (Path dir : dirs) {
            try {
                if (seen.add(dir.toRealPath())) {
                    Collection<Path> found = jarsIn(dir);
                    writers.check(dir, found);
                    jars.addAll(found);
                }
            } catch (NoSuchFileException e) {
                problems.add(PluginReport.rejected(dir, "no such folder"));
            } catch (NotDirectoryException e) {
                problems.add(PluginReport.rejected(dir, "not a folder"));
            } catch (IOException | DirectoryIteratorException e) {
                problems.add(PluginReport.rejected(dir, "the folder cannot be read: " + FaultText.of(e)));
                unreadable.add(dir);
            }
        }
        return new Scan(jars, problems, unreadable);
    }

    /** Copies a JAR that is trusted under a name of its own, once per generation. */
    CopiedJar copy(Path jar) throws PluginRejectedException {
        CopiedJar copied = copyUntrusted(jar);
        try {
            checkTrust(copied);
            return copied;
        } catch (PluginRejectedException e) {
            copied.delete();
            throw e;
        }
    }

    /** Lets a copy pass that the operator trusts, as far as anybody asks. */
    void checkTrust(CopiedJar copied) throws PluginRejectedException {
        AllowList.check(copied);
        if (signer.isPresent()) {
            signer.get().check(copied.copy(), limits);
        }
    }

    /** Copies a JAR whomever it comes from. */
    CopiedJar copyUntrusted(Path jar) throws PluginRejectedException {
        checkIsFile(jar);
        try {
            return copy(jar, workFolder().resolve("incoming"));
        } catch (IOException e) {
            throw PluginRejectedException.forNow("it cannot be copied to " + workDir + ": " + FaultText.of(e));
        }
    }

    private CopiedJar copy(Path jar, Path incoming) throws PluginRejectedException, IOException {
        try {
            // The digest is part of the name, so the name comes last.
            String sha256 = JarCopy.copy(jar, incoming, limits);
            int generation = generations.merge(JarCopy.stem(jar), 1, Integer::sum);
            Path copy = incoming.resolveSibling(JarCopy.name(jar, sha256, generation));
            return new CopiedJar(jar, Files.move(incoming, copy), sha256, generation);
        } finally {
            WorkFolder.deleteQuietly(incoming);
        }
    }

    private static void checkIsFile(Path jar) throws PluginRejectedException {
        if (Files.isDirectory(jar)) {
            throw new PluginRejectedException("not a JAR: it is a folder");
        }
        if (!Files.exists(jar, LinkOption.NOFOLLOW_LINKS)) {
            throw new PluginRejectedException("no such file");
        }
        // A pipe or a device would be read for ever.
        if (!Files.isRegularFile(jar)) {
            throw new PluginRejectedException("not a JAR: it is not a regular file");
        }
    }

    private Path workFolder() throws IOException {
        // Some systems clean their folder for temporary files while the server runs.
        if (work == null || !Files.isDirectory(work.path())) {
            work = WorkFolder.open(workDir);
        }
        return work.path();
    }

    private static Collection<Path> jarsIn(Path dir) throws IOException {
        TreeSet<Path> byName = new TreeSet<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(dir, "*.jar")) {
            for (Path jar : jars) {
                if (!Files.isHidden(jar)) {
                    byName.add(jar);
                }
            }
        }
        return byName;
    }

    private static Path systemTemp() {
        return Path.of(System.getProperty("java.io.tmpdir", "."));
    }
}
