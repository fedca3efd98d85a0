package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {

    @Test
    void aFaultIsPlayedAloneFollowedCutAndByteByByte() {
        List<Play> plays = plays("mode frames\n61 | no mask | 81 00 | close 1002 |");

        assertEquals(
                List.of("alone", "whole", "cut at byte 1", "cut at byte 2", "byte by byte"),
                plays.stream().map(Play::how).toList());
        assertEquals("8100", sent(plays.get(0)));
        for (Play play : plays.subList(1, 5)) {
            assertEquals("8100" + HexFormat.of().formatHex(FrameText.bytes("81['too late']")), sent(play));
        }
    }

    @Test
    void aConnectionThatStaysOpenHasToProveIt() {
        Play play =
                plays("mode frames\n76 | ping | 89 80 M0 | pong then open |").getFirst();

        assertEquals("whole", play.how());
        assertEquals("898000000000" + HexFormat.of().formatHex(FrameText.bytes("81['still here?']")), sent(play));
    }

    @Test
    void aKeptConnectionHasToOpenAWebSocketAfterwards() {
        Play play = plays("mode heads\n27 | GET | GET / | 200 then open |").getFirst();

        assertEquals("GET /" + Play.HANDSHAKE + "\r\n", new String(bytes(play), StandardCharsets.US_ASCII));
    }

    @Test
    void aClientWaitsForThe101AndForTheEcho() {
        Play play = plays("mode heads\n39 | good | GET / | 101 then open |").getFirst();

        assertEquals("GET /", new String(bytes(play), StandardCharsets.US_ASCII));
        assertEquals(
                List.of("101", "text 7374696c6c20686572653f"),
                play.cues().stream().map(Play.Cue::trigger).toList());
    }

    @Test
    void whoWaitsSendsNothingMore() {
        List<Play> plays = plays("mode frames\n104 | waits | 81 8A M0 FF | close 1007 | wait");

        assertEquals(List.of("alone"), plays.stream().map(Play::how).toList());
    }

    private static List<Play> plays(String table) {
        return Play.all(FaultTable.read("test", table).getFirst(), Splits.ALL);
    }

    private static String sent(Play play) {
        return HexFormat.of().formatHex(bytes(play));
    }

    private static byte[] bytes(Play play) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        play.segments().forEach(sent::writeBytes);
        return sent.toByteArray();
    }
}
