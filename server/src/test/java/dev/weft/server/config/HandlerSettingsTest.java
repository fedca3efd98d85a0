package dev.weft.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerSettingsTest {

    @TempDir
    Path dir;

    private HandlerSettings settings(Map<String, Map<String, String>> given) {
        return new HandlerSettings(dir, given);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("greeter.properties"), text);
    }

    @Test
    void areNoneWithoutAFileOrAWord() {
        assertEquals(Map.of(), settings(Map.of("other", Map.of("a", "b"))).read("greeter"));
    }

    @Test
    void comeFromTheFileUnlessTheyWereGiven() throws IOException {
        write("# how to greet\nword = Grüß Gott\nlong=a\\\n  b\nloud=true\n");

        assertEquals(
                Map.of("word", "Grüß Gott", "long", "ab", "loud", "false"),
                settings(Map.of("greeter", Map.of("loud", "false"))).read("greeter"));
    }

    @Test
    void areAllReadBehindAByteOrderMark() throws IOException {
        write("\uFEFFword=a\nloud=true\n");

        assertEquals(Map.of("word", "a", "loud", "true"), settings(Map.of()).read("greeter"));
    }

    @Test
    void areReadAnewEachTime() throws IOException {
        HandlerSettings settings = settings(Map.of());
        write("word=a");
        assertEquals(Map.of("word", "a"), settings.read("greeter"));
        write("word=b");
        assertEquals(Map.of("word", "b"), settings.read("greeter"));
    }

    @ParameterizedTest
    @CsvSource({"word=a\\nword=b,' line 2: word: already set in line 1'", "x=\\u12,' line 1: an invalid escape (write'"
    })
    void nameTheLineThatCannotBeMeant(String text, String why) throws IOException {
        Path file = write(text.replace("\\n", "\n"));

        String message = assertThrows(
                        ConfigException.class, () -> settings(Map.of()).read("greeter"))
                .toString();

        assertTrue(message.contains(file + why), message);
    }

    @Test
    void sayThatAFolderIsNoFile() throws IOException {
        Path file = Files.createDirectory(dir.resolve("greeter.properties"));

        assertEquals(
                file + ": it cannot be read: Is a directory",
                assertThrows(ConfigException.class, () -> settings(Map.of()).read("greeter"))
                        .getMessage());
    }

    @Test
    void haveAnotherVersionWhenTheContentChangesAndNotWhenTheTimeDoes() throws IOException {
        HandlerSettings settings = settings(Map.of());
        assertEquals("", settings.version("greeter"));
        Path file = write("word=a");
        String first = settings.version("greeter");

        Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        assertEquals(first, settings.version("greeter"));
        write("word=b");
        assertNotEquals(first, settings.version("greeter"));
    }
}
