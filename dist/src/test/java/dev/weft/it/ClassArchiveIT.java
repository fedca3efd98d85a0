package dev.weft.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A class archive makes a start faster, and decides nothing: not the folder, not whether it starts, not what is said. */
class ClassArchiveIT {

    private static final String ARCHIVES = "weft-*.jsa";

    /** Why 1 MiB? An archive of the server's classes is several times as large. */
    private static final long LEAST_BYTES = 1024 * 1024;

    /** What a server says that starts and stops; one that may write little has not copied all plugins. */
    private static final Pattern SAID = Pattern.compile(
            "weft .*|  browser client .*|  echo .*|not chosen: .*|pending: .*(json-command|channels).*|Ctrl-C stops\\.|Stopping; .*");

    @TempDir
    private Path folder;

    private Path cache;
    private Path first;

    @BeforeEach
    void install() throws IOException {
        cache = folder.resolve("cache");
        first = Folders.copy(WeftProcess.home(), folder.resolve("first"));
        for (Path archive : Folders.find(first.resolve("lib"), ARCHIVES)) {
            Files.delete(archive);
        }
    }

    private ProcessBuilder serving(Path root) {
        ProcessBuilder builder = WeftProcess.builderIn(root, "serve", "--port", "0", "--handler", "echo");
        builder.environment().put("XDG_CACHE_HOME", cache.toString());
        return builder;
    }

    /** Cut in the end, because after a stop in order it would make an archive, which takes seconds. */
    private static void assertServesItsOwn(Path root, ProcessBuilder serving) throws Exception {
        WeftProcess server = WeftProcess.run(serving);
        try (server) {
            server.awaitListening();
            awaitItsOwn(root, server);
        }
        assertSaidNoMore(server);
    }

    private static void assertServesItsOwnAndStops(Path root, ProcessBuilder serving) throws Exception {
        try (WeftProcess server = WeftProcess.run(serving)) {
            server.awaitListening();
            awaitItsOwn(root, server);
            assertStopsQuietly(server);
        }
    }

    private static void awaitItsOwn(Path root, WeftProcess server) {
        server.awaitOutput("ws/echo +" + root + "/plugins/weft-plugin-echo");
        server.awaitOutput("Ctrl-C stops");
    }

    private static void assertStopsQuietly(WeftProcess server) throws Exception {
        server.terminate();
        assertEquals(0, server.awaitExit(), server::output);
        assertSaidNoMore(server);
    }

    private static void assertSaidNoMore(WeftProcess server) throws Exception {
        assertEquals(
                List.of(),
                server.awaitWholeOutput()
                        .lines()
                        .filter(line -> !SAID.matcher(line).matches())
                        .toList());
    }

    private static Path archiveIn(Path place) throws IOException {
        List<Path> archives = Folders.find(place, ARCHIVES);
        assertEquals(1, archives.size(), archives::toString);
        assertTrue(Files.size(archives.getFirst()) > LEAST_BYTES);
        return archives.getFirst();
    }

    @Test
    void aMovedInstallationServesItsOwnPlugins() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));
        archiveIn(first.resolve("lib"));

        Path second = Files.move(first, folder.resolve("second"));

        assertServesItsOwn(second, serving(second));
    }

    @Test
    void theSecondStartUsesItAndLeavesItAsItIs() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));
        Path archive = archiveIn(first.resolve("lib"));
        FileTime made = Files.getLastModifiedTime(archive);

        assertIsUsed(archive);

        assertEquals(made, Files.getLastModifiedTime(archive));
    }

    private void assertIsUsed(Path archive) throws Exception {
        ProcessBuilder logging = serving(first);
        logging.environment().put("WEFT_JAVA_OPTS", "-Xlog:class+load");
        try (WeftProcess server = WeftProcess.run(logging)) {
            server.awaitListening();
            server.awaitOutput("dev\\.weft\\.server\\.Main source: shared objects file");
            server.terminate();
            assertEquals(0, server.awaitExit(), archive::toString);
        }
    }

    @Test
    void aServerThatCannotWriteItEndsAsIfItHad() throws Exception {
        ProcessBuilder limited = serving(first);
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 1024; exec \"$0\" \"$@\""));
        command.addAll(limited.command());

        assertServesItsOwnAndStops(first, limited.command(command));

        assertEquals(List.of(), Folders.find(first.resolve("lib"), ARCHIVES + "*"));
    }

    @Test
    void aCopyServesItsOwnPlugins() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));

        Path second = Folders.copy(first, folder.resolve("second"));

        assertServesItsOwn(second, serving(second));
        assertServesItsOwn(first, serving(first));
    }

    @Test
    void aFolderTakesThePlaceOfAnotherOne() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));
        Path second = Folders.copy(first, folder.resolve("second"));
        Files.move(first, folder.resolve("old"));

        Files.move(second, first);

        assertServesItsOwn(first, serving(first));
    }

    @Test
    void readOnlyInstallationsOfOneUserEachServeTheirOwn() throws Exception {
        assumeTrue(canMount(), "SKIPPED: only who may mount can make a folder read-only for root");
        Path second = Folders.copy(first, folder.resolve("second"));

        assertServesItsOwnAndStops(first, readOnly(first));
        assertServesItsOwnAndStops(second, readOnly(second));
        assertServesItsOwn(first, readOnly(first));

        assertEquals(2, Folders.find(cache.resolve("weft"), ARCHIVES).size());
        assertEquals(List.of(), Folders.find(first.resolve("lib"), ARCHIVES));
    }

    @Test
    void aReadOnlyInstallationNeedsNoCache() throws Exception {
        assumeTrue(canMount(), "SKIPPED: only who may mount can make a folder read-only for root");
        Files.writeString(cache, "this is no folder");

        assertServesItsOwnAndStops(first, readOnly(first));
    }

    @Test
    void twoServersThatMakeItAtOnceSpoilNothing() throws Exception {
        try (WeftProcess one = WeftProcess.run(serving(first));
                WeftProcess other = WeftProcess.run(serving(first))) {
            one.awaitListening();
            other.awaitListening();
            awaitItsOwn(first, other);
            one.terminate();
            assertStopsQuietly(other);
            assertEquals(0, one.awaitExit(), one::output);
        }
        assertServesItsOwn(first, serving(first));
        archiveIn(first.resolve("lib"));
    }

    enum Damage {
        EMPTY {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                Files.write(archive, new byte[0]);
            }
        },
        A_PART_OF_THE_HEADER {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                Files.write(archive, Arrays.copyOf(whole, 100));
            }
        },
        HALF {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
            }
        },
        GARBAGE {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                byte[] garbage = new byte[whole.length];
                new Random(1).nextBytes(garbage);
                Files.write(archive, garbage);
            }
        },
        WRONG_BYTES {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                byte[] wrong = whole.clone();
                for (int i = 16 * 1024; i < wrong.length; i += 1024) {
                    wrong[i] = (byte) ~wrong[i];
                }
                Files.write(archive, wrong);
            }
        },
        A_FOLDER {
            @Override
            void to(Path archive, byte[] whole) throws IOException {
                Files.createDirectory(archive);
            }
        };

        abstract void to(Path archive, byte[] whole) throws IOException;
    }

    @Test
    void aDamagedOneIsASlowerStartAndNoMore() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));
        Path archive = archiveIn(first.resolve("lib"));
        byte[] whole = Files.readAllBytes(archive);
        for (Damage damage : Damage.values()) {
            // The launcher may have removed the one before.
            Files.deleteIfExists(archive);
            damage.to(archive, whole);

            assertServesItsOwn(first, serving(first));
        }
    }

    @Test
    void aDamagedOneIsMadeAnewAfterTheNextStop() throws Exception {
        assertServesItsOwnAndStops(first, serving(first));
        Path archive = archiveIn(first.resolve("lib"));
        Damage.WRONG_BYTES.to(archive, Files.readAllBytes(archive));

        assertServesItsOwnAndStops(first, serving(first));

        assertIsUsed(archiveIn(first.resolve("lib")));
    }

    @Test
    void aDebuggerKeepsItFromBeingMadeAndTheServerStarts() throws Exception {
        ProcessBuilder debugged = serving(first);
        debugged.environment()
                .put("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        try (WeftProcess server = WeftProcess.run(debugged)) {
            server.awaitListening();
            server.terminate();
            assertEquals(0, server.awaitExit(), server::output);
        }
        assertEquals(List.of(), Folders.find(first.resolve("lib"), ARCHIVES));
    }

    private static boolean canMount() throws Exception {
        return new ProcessBuilder("unshare", "-m", "true").start().waitFor() == 0;
    }

    /** In a mount namespace of its own, which ends with the process. */
    private ProcessBuilder readOnly(Path root) {
        ProcessBuilder builder = serving(root);
        String script = "mount --bind \"$0\" \"$0\" && mount -o remount,ro,bind \"$0\" && exec \"$@\"";
        List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, root.toString()));
        command.addAll(builder.command());
        return builder.command(command);
    }
}
