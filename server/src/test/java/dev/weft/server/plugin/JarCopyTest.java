package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarCopyTest {

    private static final String SHA = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "echo.jar,echo-0123456789ab-7.jar",
        "/plugins/my plugin!.jar,my_plugin_-0123456789ab-7.jar",
        "caf\u00e9%2F.jar,caf__2F-0123456789ab-7.jar",
        "x.jar.jar,x.jar-0123456789ab-7.jar",
        "noextension,noextension-0123456789ab-7.jar",
    })
    void namesACopyAfterStemDigestAndGeneration(String jar, String name) {
        assertEquals(name, JarCopy.name(Path.of(jar), SHA, 7));
    }

    @Test
    void cutsALongStem() {
        assertEquals("a".repeat(40) + "-0123456789ab-1.jar", JarCopy.name(Path.of("a".repeat(200) + ".jar"), SHA, 1));
    }

    @Test
    void saysWhenTheFileCannotBeReadToItsEnd(@TempDir Path temp) {
        // A regular file whose first byte is nobody's to read.
        Path unreadable = Path.of("/proc/self/mem");
        assumeTrue(Files.isReadable(unreadable));

        PluginRejectedException thrown = assertThrows(
                PluginRejectedException.class, () -> JarCopy.copy(unreadable, temp.resolve("copy"), JarLimits.DEFAULT));

        assertTrue(thrown.reason().startsWith("it cannot be read: "), thrown.reason());
    }

    @Test
    void doesNotBlameTheFileWhenTheWorkFolderIsFull(@TempDir Path temp) throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        Path jar = Files.writeString(temp.resolve("a.jar"), "abc");

        IOException thrown = assertThrows(IOException.class, () -> JarCopy.copy(jar, full, JarLimits.DEFAULT));

        assertTrue(String.valueOf(thrown.getMessage()).contains("No space left"), thrown::toString);
    }
}
