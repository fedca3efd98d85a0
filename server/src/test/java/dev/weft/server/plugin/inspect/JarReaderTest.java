package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.plugin.PluginRejectedException;
import dev.weft.testkit.PluginJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarReaderTest {

    private static final byte[] GOOD = PluginJar.echoing("good").bytes();

    @TempDir
    private Path dir;

    @Test
    void readsAWholeJar() throws PluginRejectedException {
        byte[] jar = PluginJar.echoing("good")
                .manifest("Implementation-Version", " 1.2.3 ")
                .entry("data/big.bin", new byte[200_000])
                .bytes();

        JarContents contents = read(jar, JarLimits.DEFAULT);

        assertEquals(
                new ServiceFile(List.of(new ServiceFile.Line(1, "plugin.Answering")), List.of()), contents.services());
        assertEquals("1.2.3", contents.version());
        assertEquals(List.of(), contents.links().problems());
    }

    @Test
    void readsAJarWithoutManifest() throws PluginRejectedException, IOException {
        JarContents contents = read(zip(false, entry("a.txt", "a")), JarLimits.DEFAULT);

        assertEquals("", contents.version());
        assertEquals(ServiceFile.NONE, contents.services());
    }

    @Nested
    @DisplayName("fault 2: a JAR that is cut")
    class Cut {

        @Test
        void isRejectedAtEveryLength() {
            for (int length = 0; length < GOOD.length; length++) {
                byte[] cut = Arrays.copyOf(GOOD, length);
                String why = "cut at " + length + " of " + GOOD.length;
                PluginRejectedException thrown =
                        assertThrows(PluginRejectedException.class, () -> read(cut, JarLimits.DEFAULT), why);
                assertTrue(thrown.reason().startsWith("not a JAR, or not a complete one: "), thrown.reason());
            }
        }
    }

    @Nested
    @DisplayName("fault 3: bytes that changed")
    class Changed {

        @Test
        void isRejectedWhereverAByteOfAStoredFileIsFlipped() throws IOException {
            byte[] jar = zip(true, entry("a/Data.bin", "0123456789"));
            int start = indexOf(jar, "0123456789");
            for (int i = start; i < start + 10; i++) {
                byte[] flipped = jar.clone();
                flipped[i] ^= 0x20;
                PluginRejectedException thrown =
                        assertThrows(PluginRejectedException.class, () -> read(flipped, JarLimits.DEFAULT));
                assertEquals("entry a/Data.bin is corrupt: java.io.IOException: its checksum differs", thrown.reason());
            }
        }

        @Test
        void givesTheSameContentsOrARejectionWhicheverByteIsFlipped() throws PluginRejectedException {
            JarContents good = read(GOOD, JarLimits.DEFAULT);
            int rejected = 0;
            for (int i = 0; i < GOOD.length; i++) {
                byte[] flipped = GOOD.clone();
                flipped[i] ^= 0x41;
                try {
                    JarContents contents = read(flipped, JarLimits.DEFAULT);
                    assertTrue(contents.services().equals(ServiceFile.NONE)
                            || contents.services().equals(good.services()));
                } catch (PluginRejectedException e) {
                    rejected++;
                }
            }
            // What may change unseen are dates, attributes, and names of entries that nothing then asks for.
            assertTrue(rejected > GOOD.length / 2, rejected + " of " + GOOD.length);
        }

        @Test
        void isRejectedWhenANewHeadLiesOverAnOldTail() {
            byte[] older = PluginJar.answering("good", "session.close(); session.send(message);")
                    .entry("padding", new byte[100])
                    .bytes();
            byte[] mixed = older.clone();
            System.arraycopy(GOOD, 0, mixed, 0, GOOD.length / 2);

            assertThrows(PluginRejectedException.class, () -> read(mixed, JarLimits.DEFAULT));
        }

        @Test
        void namesAClassFileThatIsNone() {
            byte[] jar = PluginJar.echoing("good")
                    .entry("a/Text.class", "not a class")
                    .bytes();

            PluginRejectedException thrown =
                    assertThrows(PluginRejectedException.class, () -> read(jar, JarLimits.DEFAULT));

            assertEquals("entry a/Text.class is corrupt: java.io.IOException: not a class file", thrown.reason());
        }

        @Test
        void namesEveryEntryThatChanged() throws IOException {
            byte[] jar = zip(true, entry("a", "0123456789"), entry("b", "abcdefghij"), entry("c", "ABCDEFGHIJ"));
            jar[indexOf(jar, "0123456789")] ^= 1;
            jar[indexOf(jar, "ABCDEFGHIJ")] ^= 1;

            assertEquals(
                    List.of(
                            "entry a is corrupt: java.io.IOException: its checksum differs",
                            "entry c is corrupt: java.io.IOException: its checksum differs"),
                    assertDoesNotThrow(() -> readAll(jar, JarLimits.DEFAULT)).damages());
        }

        @Test
        void namesAManifestThatIsNone() throws IOException {
            byte[] jar = zip(false, entry("META-INF/MANIFEST.MF", "no colon here\n"));

            PluginRejectedException thrown =
                    assertThrows(PluginRejectedException.class, () -> read(jar, JarLimits.DEFAULT));

            assertTrue(thrown.reason().startsWith("META-INF/MANIFEST.MF cannot be read: "), thrown.reason());
        }
    }

    @Nested
    @DisplayName("a JAR that unpacks without end")
    class TooLarge {

        @Test
        void mayHaveAsManyEntriesAsPermittedAndNoMore() throws PluginRejectedException {
            byte[] jar = PluginJar.named("x.jar").entry("a", "").entry("b", "").bytes();
            JarLimits limits = JarLimits.DEFAULT;

            read(jar, new JarLimits(limits.fileSize(), 3, limits.unpackedSize(), limits.classSize()));

            JarLimits two = new JarLimits(limits.fileSize(), 2, limits.unpackedSize(), limits.classSize());
            PluginRejectedException thrown = assertThrows(PluginRejectedException.class, () -> read(jar, two));
            assertEquals("it has 3 entries, more than 2", thrown.reason());
        }

        @Test
        void mayUnpackToAsManyBytesAsPermittedAndNoMore() throws PluginRejectedException, IOException {
            byte[] jar = zip(false, entry("a", "x".repeat(60_000)), entry("b", "x".repeat(40_000)));

            read(jar, new JarLimits(1 << 20, 10, 100_000, 1 << 20));

            PluginRejectedException thrown = assertThrows(
                    PluginRejectedException.class, () -> read(jar, new JarLimits(1 << 20, 10, 99_999, 1 << 20)));
            assertEquals("entry b unpacks to too many bytes", thrown.reason());
        }

        @Test
        void stopsAZipBombWithoutUnpackingAllOfIt() throws IOException {
            byte[] bomb = zip(false, entry("bomb.bin", "0".repeat(64 << 20)));
            assertTrue(bomb.length < 100_000);

            PluginRejectedException thrown = assertThrows(
                    PluginRejectedException.class, () -> read(bomb, new JarLimits(1 << 20, 10, 1 << 20, 1 << 20)));

            assertEquals("entry bomb.bin unpacks to too many bytes", thrown.reason());
        }

        @Test
        void boundsWhatIsHeldInMemory() throws IOException {
            byte[] jar = zip(false, entry("META-INF/services/dev.weft.spi.MessageHandler", "#".repeat(1001)));

            PluginRejectedException thrown = assertThrows(
                    PluginRejectedException.class, () -> read(jar, new JarLimits(1 << 20, 10, 1 << 20, 1000)));

            assertTrue(thrown.reason().endsWith("unpacks to too many bytes"), thrown.reason());
        }
    }

    @Nested
    @DisplayName("classes for another Java")
    class Versions {

        private static final int NEXT = Runtime.version().feature() + 1;

        @Test
        void areCheckedByTheirHeader() throws PluginRejectedException {
            byte[] jar = PluginJar.echoing("good").classVersion(44 + NEXT).bytes();

            assertEquals(
                    List.of("it needs Java " + NEXT + ", this is " + (NEXT - 1) + ": compile it with --release "
                            + (NEXT - 1) + " or lower"),
                    read(jar, JarLimits.DEFAULT).links().problems());
        }

        @Test
        void areLeftAloneInAVersionFolderThatThisJavaIgnores() throws PluginRejectedException {
            byte[] newer = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) (44 + NEXT)};
            String inNext = "META-INF/versions/" + NEXT + "/a/A.class";
            PluginJar jar = PluginJar.echoing("good").entry(inNext, newer).entry("module-info.class", newer);

            assertEquals(List.of(), read(jar.bytes(), JarLimits.DEFAULT).links().problems());
            jar.entry("META-INF/versions/9/a/A.class", newer);
            assertEquals(List.of(), read(jar.bytes(), JarLimits.DEFAULT).links().problems());
            jar.manifest("Multi-Release", "true");
            assertEquals(
                    1, read(jar.bytes(), JarLimits.DEFAULT).links().problems().size());
        }
    }

    /** Reads a JAR without a damage. */
    private JarContents read(byte[] jar, JarLimits limits) throws PluginRejectedException {
        JarContents contents = readAll(jar, limits);
        if (!contents.damages().isEmpty()) {
            throw new PluginRejectedException(contents.damages().getFirst());
        }
        return contents;
    }

    private JarContents readAll(byte[] jar, JarLimits limits) throws PluginRejectedException {
        try {
            // A new name each time: the JDK shares the index of one file with one time stamp.
            Path file = Files.createTempFile(dir, "read-", ".jar");
            Files.write(file, jar);
            return JarReader.read(file, limits);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Entry(String name, String text) {

        byte[] bytes() {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static Entry entry(String name, String text) {
        return new Entry(name, text);
    }

    private static byte[] zip(boolean isStored, Entry... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(isStored ? ZipOutputStream.STORED : ZipOutputStream.DEFLATED);
            for (Entry entry : entries) {
                ZipEntry header = new ZipEntry(entry.name());
                CRC32 crc = new CRC32();
                crc.update(entry.bytes());
                header.setSize(entry.bytes().length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(entry.bytes());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
