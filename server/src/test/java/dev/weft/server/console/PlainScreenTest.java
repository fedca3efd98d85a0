package dev.weft.server.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainScreenTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endsALineAtEitherKindOfLineEnd() throws IOException {
        assertEquals(lines("a", "b", ""), readAll("a\nb\r\n\n"));
    }

    @Test
    void readsALastLineWithoutALineEnd() throws IOException {
        assertEquals(lines("a", "b"), readAll("a\nb"));
    }

    @Test
    void readsNothingFromAnEmptyStream() throws IOException {
        assertEquals(lines(), readAll(""));
    }

    @Test
    void readsTextOfAnyAlphabet() throws IOException {
        assertEquals(lines("grüß \uD83D\uDE00"), readAll("grüß \uD83D\uDE00\n"));
    }

    @Test
    void readsALineOfTheLimitWhole() throws IOException {
        String line = "x".repeat(PlainScreen.MAX_LINE);

        assertEquals(lines(line, "next"), readAll(line + "\nnext\n"));
    }

    @Test
    void skipsALongerLineAndGoesOnAfterIt() throws IOException {
        assertEquals(
                List.of(new Input.TooLong(PlainScreen.MAX_LINE), new Input.Line("next")),
                readAll("x".repeat(PlainScreen.MAX_LINE + 1) + "\nnext\n"));
    }

    @Test
    void skipsALongLineThatNeverEnds() throws IOException {
        assertEquals(List.of(new Input.TooLong(PlainScreen.MAX_LINE)), readAll("x".repeat(2 * PlainScreen.MAX_LINE)));
    }

    @Test
    void reportsAStreamThatFails() throws IOException {
        InputStream failing = mock(InputStream.class);
        when(failing.read(any(), anyInt(), anyInt())).thenThrow(new IOException("Input/output error"));
        PlainScreen screen = new PlainScreen(failing, out, UTF_8);

        assertThrows(IOException.class, screen::read);
    }

    @Test
    void showsEveryLineAtOnce() {
        PlainScreen screen = new PlainScreen(InputStream.nullInputStream(), out, UTF_8);

        screen.print("grüß\ndich");

        assertEquals("grüß\ndich" + System.lineSeparator(), out.toString(UTF_8));
    }

    private List<Input> readAll(String text) throws IOException {
        PlainScreen screen = new PlainScreen(new ByteArrayInputStream(text.getBytes(UTF_8)), out, UTF_8);
        List<Input> all = new ArrayList<>();
        for (Input input = screen.read(); !(input instanceof Input.End); input = screen.read()) {
            all.add(input);
        }
        return all;
    }

    private static List<Input> lines(String... lines) {
        return List.<Input>copyOf(List.of(lines).stream().map(Input.Line::new).toList());
    }
}
