package dev.weft.it.wire;

import static dev.weft.it.wire.Verdict.ALLOWED;
import static dev.weft.it.wire.Verdict.AS_THE_TABLE_SAYS;
import static dev.weft.it.wire.Verdict.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.it.wire.Transcript.End;
import dev.weft.it.wire.Transcript.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void aRefusedRequestMayHaveAnyErrorStatusOrNone() {
        String line = "mode heads\n1 | x | GET /\\r\\n\\r\\n | 400 |";

        assertEquals(AS_THE_TABLE_SAYS, verdict(line, End.CLOSED, "400"));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "505"));
        assertEquals(ALLOWED, verdict(line, End.RESET, "400"));
        assertEquals(ALLOWED, verdict(line, End.RESET));
        assertEquals(WRONG, verdict(line, End.CLOSED, "101"));
        assertEquals(WRONG, verdict(line, End.OPEN));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "garbage hello"));
        assertEquals(WRONG, verdict(line, End.OPEN, "garbage hello"));
    }

    @Test
    void aFailedConnectionMayHaveAnyCloseOrNoneButNoMessageMore() {
        String line = "mode frames\n1 | x | 81['a'] 83 80 M0 | text 'a' then close 1002 |";

        assertEquals(AS_THE_TABLE_SAYS, verdict(line, End.CLOSED, "text 61", "close 1002"));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "close 1002"));
        assertEquals(ALLOWED, verdict(line, End.RESET, "text 61"));
        assertEquals(ALLOWED, verdict(line, End.OPEN, "text 61", "close 1007"));
        assertEquals(WRONG, verdict(line, End.OPEN, "text 61"));
        assertEquals(WRONG, verdict(line, End.CLOSED, "text 61", "text 61", "close 1002"));
    }

    @Test
    void aCloseMayBeAnsweredWithItsCodeWith1000OrWithNone() {
        String line = "mode frames\n1 | x | 88[03 E9] | close 1001 | exact";

        assertEquals(ALLOWED, verdict(line, End.OPEN, "close 1001"));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "close 1000"));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "close"));
        assertEquals(WRONG, verdict(line, End.CLOSED, "close 1002"));
        assertEquals(WRONG, verdict(line, End.CLOSED));
        assertEquals(WRONG, verdict(line.replace("1001", "1000"), End.CLOSED));
    }

    @Test
    void whoLeavesMayBeSentAClose() {
        String line = "mode frames\n1 | x |  | end | fin";

        assertEquals(AS_THE_TABLE_SAYS, verdict(line, End.CLOSED));
        assertEquals(ALLOWED, verdict(line, End.CLOSED, "close 1002"));
        assertEquals(WRONG, verdict(line, End.OPEN));
    }

    @Test
    void whatIsFreeIsAllowedIfItMakesSense() {
        String line = "mode heads\n1 | x | GET  / HTTP/1.1 | 400 | free";

        assertEquals(ALLOWED, verdict(line, End.CLOSED, "101"));
        assertEquals(ALLOWED, verdict(line, End.OPEN));
        assertEquals(WRONG, verdict(line, End.CLOSED, "garbage hello"));
    }

    @Test
    void theWorseOfTwoCounts() {
        assertEquals(WRONG, ALLOWED.orWorse(WRONG));
        assertEquals(ALLOWED, ALLOWED.orWorse(AS_THE_TABLE_SAYS));
    }

    private static Verdict verdict(String table, End end, String... lines) {
        Play play =
                Play.all(FaultTable.read("test", table).getFirst(), Splits.NONE).getFirst();
        return Verdict.of(
                play, new Transcript(Arrays.stream(lines).map(Reply::frame).toList(), end));
    }
}
