package dev.weft.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The plugins that were compiled against an SPI of the past; a README lies beside them. */
public final class GoldenPlugins {

    /** As seen from the folder of any module, which is where its tests run. */
    private static final Path FOLDER = Path.of("..", "test-support", "golden");

    private GoldenPlugins() {}

    /** A folder for each version of the SPI. */
    public static List<Path> folders() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The folder of one version, such as {@code 0.1}. */
    public static Path folder(String version) {
        return FOLDER.resolve("spi-" + version);
    }

    public static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
