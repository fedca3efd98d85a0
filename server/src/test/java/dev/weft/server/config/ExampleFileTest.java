package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file {@code conf/weft.properties} of the distribution, which nobody would notice to be out of date. */
class ExampleFileTest {

    private static final Path FILE = Path.of("../dist/src/assembly/conf/weft.properties");

    @TempDir
    Path folder;

    @Test
    void namesEverySetting() throws IOException {
        TreeSet<String> keys = Arrays.stream(Setting.values())
                .map(setting -> setting == Setting.SET ? "set.ID.KEY" : setting.key())
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(keys, new TreeSet<>(examples().keySet()));
    }

    @Test
    void showsTheDefaults() throws IOException {
        Map<String, String> examples = examples();
        for (Setting setting : Setting.values()) {
            String fallback = setting.type().fallback();
            if (!fallback.isEmpty()) {
                assertEquals(fallback, examples.get(setting.key()), setting.key());
            }
        }
    }

    @Test
    void saysNothingAsItIs() throws IOException {
        assertTrue(ConfigFile.read(FILE).values().isEmpty());
    }

    @Test
    void isReadWhenEveryLineIsTakenOutOfItsComment() throws IOException {
        List<String> lines = Files.readAllLines(FILE).stream()
                .map(line -> line.matches("#[a-z].*") ? line.substring(1) : line)
                .toList();

        ConfigSource source = ConfigFile.read(Files.write(folder.resolve("weft.properties"), lines));

        assertEquals(Setting.values().length, source.values().size());
        new Settings(List.of(source)).server();
    }

    private static Map<String, String> examples() throws IOException {
        Map<String, String> examples = new HashMap<>();
        for (String line : Files.readAllLines(FILE)) {
            int equals = line.indexOf('=');
            if (line.matches("#[a-z].*") && equals > 0) {
                examples.put(line.substring(1, equals), line.substring(equals + 1));
            }
        }
        return examples;
    }
}
