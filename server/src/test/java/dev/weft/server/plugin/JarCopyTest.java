package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
}
