package dev.weft.server.command;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The JVM's archive of loaded classes, which takes a third off the time to start. The launcher names the file; after an
 * orderly stop, the server creates it if it is missing or damaged.
 *
 * <p>Why in another process? A JVM that writes an archive while it exits can crash if threads still load classes (seen
 * on 25.0.3: {@code LambdaProxyClassDictionary::find_lambda_proxy_class}), and exits with 1 if it cannot write all of
 * it. Neither must affect how a server ends.
 */
final class ClassArchive {

    /** The system property by which the launcher names the file, if it can be written. */
    private static final String FILE = "weft.archive";

    /** The system property that marks a process which only starts, so that its classes are loaded, and stops. */
    private static final String TRAINING = "weft.archive.training";

    /** Why 8 s? Container engines kill what has not stopped after 10 s; the next stop tries again. */
    private static final long MOST_SECONDS = 8;

    /** Several times the size of an archive, which must not fill up a disk. */
    private static final long LEAST_FREE_BYTES = 64L * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    /**
     * JVM flags to pass on: a JVM with another object layout refuses the archive. All other flags are meant for the
     * server alone.
     */
    private static final Pattern LAYOUT_FLAG = Pattern.compile(
            "-XX:[+-]Use(\\w+GC|Compressed\\w+|CompactObjectHeaders)"
                    + "|-XX:[+-]UnlockExperimentalVMOptions|-XX:ObjectAlignmentInBytes=.*|-Xmx.*|-XX:Max(HeapSize|RAMPercentage)=.*");

    private final Path file;

    private ClassArchive(Path file) {
        this.file = file;
    }

    /** The archive that the launcher names, if any. */
    static Optional<ClassArchive> named() {
        return Optional.ofNullable(System.getProperty(FILE)).map(Path::of).map(ClassArchive::new);
    }

    /** Whether this process starts only to load the classes, and should then stop. */
    static boolean isTraining() {
        return Boolean.getBoolean(TRAINING);
    }

    /**
     * Creates the archive unless there is an intact one. A failure is not reported: the next start is merely slower.
     */
    void make() {
        Path unfinished = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid());
        try {
            if (!isWhole() && hasRoom() && write(unfinished)) {
                seal(unfinished);
                Files.move(unfinished, file, ATOMIC_MOVE);
            }
        } catch (IOException | RuntimeException noArchive) {
            // The archive is only a cache.
        } finally {
            delete(unfinished);
        }
    }

    private boolean hasRoom() throws IOException {
        return Files.getFileStore(file.getParent()).getUsableSpace() >= LEAST_FREE_BYTES;
    }

    /** Whether the appended checksum matches: a JVM just refuses a damaged archive, and every start would be slow. */
    private boolean isWhole() throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        long length = Files.size(file) - Long.BYTES;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer checksum = ByteBuffer.allocate(Long.BYTES);
            return length >= 0
                    && channel.read(checksum, length) == Long.BYTES
                    && checksum.getLong(0) == checksum(file, length);
        }
    }

    /** Appends the checksum; a JVM reads only as far as the header says. */
    private static void seal(Path archive) throws IOException {
        ByteBuffer checksum = ByteBuffer.allocate(Long.BYTES).putLong(0, checksum(archive, Files.size(archive)));
        Files.write(archive, checksum.array(), StandardOpenOption.APPEND);
    }

    private static long checksum(Path archive, long length) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        long left = length;
        try (InputStream in = Files.newInputStream(archive)) {
            while (left > 0) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    break;
                }
                crc.update(buffer, 0, count);
                left -= count;
            }
        }
        return crc.getValue();
    }

    private static boolean write(Path archive) throws IOException {
        Process process = training(archive).start();
        try {
            return process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException bySomebody) {
            // The process is about to end; there is nothing to report.
            return false;
        } finally {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder training(Path archive) {
        String home = System.getProperty("weft.home", "");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> LAYOUT_FLAG.matcher(flag).matches())
                .forEach(command::add);
        // Quiet whatever happens: a crash report of this process would help nobody.
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + archive, "-XX:+SuppressFatalErrorMessage", "-XX:-CreateCoredumpOnCrash"));
        // None of the operator's settings apply: lib contains no configuration file.
        command.addAll(
                List.of("-Dweft.home=" + home, "-Dweft.conf=" + Path.of(home, "lib"), "-D" + TRAINING + "=true"));
        command.addAll(List.of("-jar", System.getProperty("java.class.path")));
        command.addAll(List.of("serve", "--host", "127.0.0.1", "--port", "0", "--handler", "echo"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        // These are meant for the server, too: a debugger's port, for example.
        builder.environment().keySet().removeIf(name -> name.startsWith("WEFT_") || name.endsWith("_OPTIONS"));
        return builder;
    }

    private static void delete(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException | RuntimeException stays) {
            // The launcher removes what is left behind.
        }
    }
}
