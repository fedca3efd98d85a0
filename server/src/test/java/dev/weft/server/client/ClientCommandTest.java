package dev.weft.server.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", " /help", "a/b", "@all x"})
    void sendsAnyOtherLineAsText(String line) {
        assertEquals(new ClientCommand.Text(line), ClientCommand.parse(line));
    }

    @Test
    void takesOneSlashOffAnEscapedLine() {
        assertEquals(new ClientCommand.Text("/help"), ClientCommand.parse("//help"));
        assertEquals(new ClientCommand.Text("//"), ClientCommand.parse("///"));
    }

    @Test
    void readsHexadecimalInAnyGrouping() {
        ClientCommand.Binary expected = new ClientCommand.Binary(bytes(0x00, 0xFF, 0xA1));

        assertEquals(expected, ClientCommand.parse("/binary 00 ff a1"));
        assertEquals(expected, ClientCommand.parse("/binary 00FFA1"));
        assertEquals(new ClientCommand.Binary(bytes()), ClientCommand.parse("/binary"));
    }

    @Test
    void pingsWithAndWithoutData() {
        assertEquals(new ClientCommand.Ping(bytes()), ClientCommand.parse("/ping"));
        assertEquals(
                new ClientCommand.Ping(ByteBuffer.wrap("are you there?".getBytes(UTF_8))),
                ClientCommand.parse("/ping are you there?"));
    }

    @Test
    void pingsWithAsMuchAsAControlFrameHolds() {
        assertInstanceOf(ClientCommand.Ping.class, ClientCommand.parse("/ping " + "x".repeat(125)));
        assertInstanceOf(ClientCommand.Unknown.class, ClientCommand.parse("/ping " + "x".repeat(126)));
    }

    @Test
    void closesNormallyUnlessToldOtherwise() {
        assertEquals(new ClientCommand.Close(1000, ""), ClientCommand.parse("/close"));
        assertEquals(new ClientCommand.Close(4000, ""), ClientCommand.parse("/close 4000"));
        assertEquals(new ClientCommand.Close(4000, "see you"), ClientCommand.parse("/close  4000  see you"));
    }

    @Test
    void closesWithAReasonThatFits() {
        assertInstanceOf(ClientCommand.Close.class, ClientCommand.parse("/close 1000 " + "x".repeat(123)));
        assertInstanceOf(ClientCommand.Unknown.class, ClientCommand.parse("/close 1000 " + "x".repeat(124)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/pong",
                "/binary 0",
                "/binary xyz",
                "/close soon",
                "/close 1002",
                "/close 1005",
                "/close 2999",
                "/close 5000",
                "/close 99999"
            })
    void saysWhatIsWrongWithALine(String line) {
        assertInstanceOf(ClientCommand.Unknown.class, ClientCommand.parse(line));
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length);
        for (int value : values) {
            buffer.put((byte) value);
        }
        return buffer.flip();
    }
}
