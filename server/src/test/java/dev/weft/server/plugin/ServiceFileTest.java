package dev.weft.server.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceFileTest {

    private static final String FILE = "META-INF/services/dev.weft.spi.MessageHandler";

    @Test
    void readsOneNamePerLineInOrder() throws BadPlugin {
        assertEquals(List.of("b.B", "a.A$Inner", "NoPackage"), parse("b.B\na.A$Inner\r\nNoPackage"));
    }

    @Test
    void ignoresCommentsBlanksAndRepetitions() throws BadPlugin {
        assertEquals(List.of("a.A"), parse("# handlers\n\n  a.A\t# the first\n   \na.A\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \n\t", "# only a comment"})
    void findsNothingInABlankFile(String text) throws BadPlugin {
        assertEquals(List.of(), parse(text));
    }

    @Test
    void namesTheByteOrderMark() {
        assertEquals(FILE + " begins with a byte order mark: save it without", rejected("\uFEFFa.A"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.A b.B", "a/A", "a..A", ".A", "A.", "1A", "a.A;", "../A", "\u0000"})
    void namesTheLineThatIsNoClassName(String line) {
        assertEquals(
                FILE + " line 3: '" + line.replace('\u0000', ' ') + "' is not a class name",
                rejected("\ngood.Handler\n" + line));
    }

    @Test
    void rejectsWhatIsNotText() {
        BadPlugin thrown =
                assertThrows(BadPlugin.class, () -> ServiceFile.parse(new byte[] {(byte) 0xCA, (byte) 0xFE}));

        assertEquals(FILE + " is not UTF-8 text", thrown.reason());
    }

    @Test
    void takesAHundredNamesAndNoMore() throws BadPlugin {
        assertEquals(100, parse(names(100)).size());
        assertEquals(FILE + " names more than 100 classes", rejected(names(101)));
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a.A" + i).collect(Collectors.joining("\n"));
    }

    private static List<String> parse(String text) throws BadPlugin {
        return ServiceFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String rejected(String text) {
        return assertThrows(BadPlugin.class, () -> parse(text)).reason();
    }
}
