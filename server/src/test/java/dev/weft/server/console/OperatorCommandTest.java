package dev.weft.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.CloseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", " /list", " @3 x", "a/b", "me@home"})
    void takesAnyOtherLineAsAnAnswer(String line) {
        assertEquals(new OperatorCommand.Answer(line), OperatorCommand.parse(line));
    }

    @Test
    void takesOneEscapeOffAnAnswerThatBeginsLikeACommand() {
        assertEquals(new OperatorCommand.Answer("/list"), OperatorCommand.parse("//list"));
        assertEquals(new OperatorCommand.Answer("//"), OperatorCommand.parse("///"));
        assertEquals(new OperatorCommand.Answer("@3 x"), OperatorCommand.parse("@@3 x"));
    }

    @Test
    void answersByNumber() {
        assertEquals(new OperatorCommand.AnswerTo(3, "hello there"), OperatorCommand.parse("@3 hello there"));
    }

    @Test
    void keepsTheBlanksOfAnAnswerByNumber() {
        assertEquals(new OperatorCommand.AnswerTo(3, "  x "), OperatorCommand.parse("@3   x "));
        assertEquals(new OperatorCommand.AnswerTo(3, ""), OperatorCommand.parse("@3 "));
    }

    @Test
    void answersAll() {
        assertEquals(new OperatorCommand.AnswerAll("closing soon"), OperatorCommand.parse("@all closing soon"));
    }

    @Test
    void readsCommandsWithBlanksAfterThem() {
        assertEquals(new OperatorCommand.ListClients(), OperatorCommand.parse("/list"));
        assertEquals(new OperatorCommand.ListClients(), OperatorCommand.parse("/list  "));
        assertEquals(new OperatorCommand.Help(), OperatorCommand.parse("/help"));
    }

    @Test
    void closesNormallyUnlessToldOtherwise() {
        assertEquals(new OperatorCommand.Close(3, CloseStatus.NORMAL), OperatorCommand.parse("/close 3"));
    }

    @Test
    void closesWithACodeAndAReason() {
        assertEquals(
                new OperatorCommand.Close(12, CloseStatus.POLICY_VIOLATION), OperatorCommand.parse("/close 12 1008"));
        assertEquals(
                new OperatorCommand.Close(12, new CloseStatus(4000, "be nice, please")),
                OperatorCommand.parse("/close  12  4000  be nice, please"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/lst",
                "/listen",
                "/close",
                "/close x",
                "/close 3 soon",
                "/close 3 999",
                "/close 3 1005",
                "/close 3 1006",
                "/close 1234567890123456789",
                "@",
                "@3",
                "@x y",
                "@-1 y",
                "@1234567890123456789 y",
            })
    void saysWhatIsWrongWithALineThatIsNone(String line) {
        OperatorCommand.Unknown unknown = assertInstanceOf(OperatorCommand.Unknown.class, OperatorCommand.parse(line));

        assertTrue(unknown.why().endsWith("."), unknown.why());
    }

    @Test
    void refusesAReasonThatDoesNotFitAFrame() {
        OperatorCommand.Unknown unknown = assertInstanceOf(
                OperatorCommand.Unknown.class, OperatorCommand.parse("/close 3 1000 " + "x".repeat(124)));

        assertTrue(unknown.why().contains("123 bytes"), unknown.why());
    }
}
