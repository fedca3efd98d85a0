package dev.weft.server.plugin.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.plugin.inspect.ServiceFile.Line;
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
    void readsOneNamePerLineInOrder() {
        assertEquals(List.of("b.B", "a.A$Inner", "NoPackage"), parse("b.B\na.A$Inner\r\nNoPackage"));
    }

    @Test
    void ignoresCommentsBlanksAndRepetitions() {
        assertEquals(List.of("a.A"), parse("# handlers\n\n  a.A\t# the first\n   \na.A\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \n\t", "# only a comment"})
    void findsNothingInABlankFile(String text) {
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
        assertEquals(
                new ServiceFile(List.of(), List.of(FILE + " is not UTF-8 text")),
                ServiceFile.parse(new byte[] {(byte) 0xCA, (byte) 0xFE}));
    }

    @Test
    void takesAHundredNamesAndNoMore() {
        assertEquals(100, parse(names(100)).size());
        assertEquals(FILE + " names more than 100 classes", rejected(names(101)));
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a.A" + i).collect(Collectors.joining("\n"));
    }

    @Test
    void readsOnPastWhatIsWrong() {
        assertEquals(
                new ServiceFile(
                        List.of(new Line(1, "a.A"), new Line(4, "b.B")),
                        List.of(
                                FILE + " begins with a byte order mark: save it without",
                                FILE + " line 2: 'a A' is not a class name",
                                FILE + " line 3: '1' is not a class name")),
                ServiceFile.parse("\uFEFFa.A\na A\n1 # one\nb.B\na.A\n".getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> parse(String text) {
        ServiceFile file = ServiceFile.parse(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(), file.problems());
        return file.lines().stream().map(Line::className).toList();
    }

    private static String rejected(String text) {
        List<String> problems =
                ServiceFile.parse(text.getBytes(StandardCharsets.UTF_8)).problems();
        assertEquals(1, problems.size());
        return problems.getFirst();
    }
}
