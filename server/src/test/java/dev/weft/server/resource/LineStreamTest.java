package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineStreamTest {

    private final List<String> lines = new ArrayList<>();
    private final LineStream stream = new LineStream(lines::add, StandardCharsets.UTF_8);

    @Test
    void handsOnWholeLines() {
        stream.print("a");
        stream.print('b');
        stream.println(1);
        stream.printf("two%nthree\r\n");
        stream.println();

        assertEquals(List.of("ab1", "two", "three", ""), lines);
    }

    @Test
    void decodesCharactersOfSeveralBytesThatComeOneByOne() {
        for (byte each : "h\u00e9llo \ud83d\ude00\n".getBytes(StandardCharsets.UTF_8)) {
            stream.write(each);
        }

        assertEquals(List.of("h\u00e9llo \ud83d\ude00"), lines);
    }

    @Test
    void isStillThereForOthersWhenSomebodyHasClosedIt() {
        stream.print("unfinished");
        stream.close();
        stream.println("by somebody else");

        assertEquals(List.of("unfinished", "by somebody else"), lines);
        assertFalse(stream.checkError());
    }

    @Test
    void keepsNoMoreThanALineThatSomebodyReads() {
        stream.print("x".repeat(20_000));

        assertEquals(List.of(8192, 8192), lines.stream().map(String::length).toList());
    }

    @Test
    void printsAStackTrace() {
        new IllegalStateException("wrong").printStackTrace(stream);

        assertEquals("java.lang.IllegalStateException: wrong", lines.getFirst());
        assertEquals(true, lines.get(1).startsWith("\tat dev.weft.server.resource.LineStreamTest"));
    }
}
