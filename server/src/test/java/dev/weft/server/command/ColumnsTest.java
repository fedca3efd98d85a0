package dev.weft.server.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void makesEachColumnAsWideAsItsWidestCell() {
        assertEquals(
                "> a    b   the rest\n> ccc  dd  e\n",
                printed(List.of(List.of("a", "b", "the rest"), List.of("ccc", "dd", "e"))));
    }

    @Test
    void takesShorterRows() {
        assertEquals(
                "> a  b\n> a longer last cell\n", printed(List.of(List.of("a", "b"), List.of("a longer last cell"))));
    }

    @Test
    void leavesNoBlanksAtTheEnd() {
        assertEquals("> a\n", printed(List.of(List.of("a", ""))));
    }

    private static String printed(List<List<String>> rows) {
        StringWriter out = new StringWriter();
        Columns.print(new PrintWriter(out, true), "> ", rows);
        return out.toString();
    }
}
