package dev.weft.server.plugin.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.plugin.HandlerDescriptor;
import dev.weft.server.plugin.PluginDescriptor;
import dev.weft.server.plugin.inspect.PluginInspector;
import dev.weft.server.plugin.inspect.PluginLoader;
import dev.weft.testsupport.GoldenPlugins;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an author built against an older SPI is a plugin of this server: checked, loaded and made. */
class GoldenPluginsTest {

    @TempDir
    private Path work;

    private PluginFolder folder = new PluginFolder(List.of());

    static List<Path> folders() throws IOException {
        return GoldenPlugins.folders();
    }

    @AfterEach
    void close() {
        folder.close();
    }

    /** Trino's comparison with its last release once compared with nothing, and passed. */
    @Test
    void areThere() throws IOException {
        assertEquals(List.of("spi-0.1", "spi-0.2"), names(GoldenPlugins.folders()));
        assertEquals(
                List.of("everything.jar", "hello.jar", "tasking.jar"),
                names(GoldenPlugins.jars(GoldenPlugins.folder("0.1"))));
        assertEquals(List.of("topical.jar"), names(GoldenPlugins.jars(GoldenPlugins.folder("0.2"))));
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(each -> each.getFileName().toString()).toList();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void passEveryCheck(Path golden) throws IOException {
        for (Path jar : GoldenPlugins.jars(golden)) {
            PluginCheck check = PluginCheck.of(jar);

            assertEquals(List.of(), check.problems(), jar::toString);
            assertEquals(advice(jar), check.warnings(), jar::toString);
            assertEquals("spi-" + check.spiVersion(), golden.getFileName().toString());
        }
    }

    /** What SPI 0.1 had no word for. */
    private static List<String> advice(Path jar) {
        return jar.endsWith("everything.jar")
                ? List.of(
                        "golden.Everything overrides onOpen or onClose and does not state handOver, so open sessions do"
                                + " not move to it: write handOver = HandOver.ACCEPT or HandOver.REFUSE in @Handler")
                : List.of();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void areMadeByTheRealLoader(Path golden) throws Exception {
        folder = new PluginFolder(List.of(golden), work);
        for (Path jar : folder.scan().jars()) {
            PluginDescriptor descriptor = PluginInspector.list(folder.copy(jar), folder.limits());
            try (PluginLoader loader = PluginLoader.open(descriptor.jar(), "golden")) {
                for (HandlerDescriptor handler : descriptor.handlers()) {
                    assertEquals(
                            handler.className(),
                            loader.instantiate(handler).getClass().getName());
                }
            }
        }
    }
}
