package dev.weft.server.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class HexDumpTest {

    @Test
    void dumpsNothingForNoBytes() {
        assertEquals("", HexDump.of(ByteBuffer.allocate(0), 100));
    }

    @Test
    void dumpsSixteenBytesARow() {
        ByteBuffer data = ByteBuffer.wrap("0123456789abcdef\u007f".getBytes(US_ASCII));

        assertEquals(
                String.format("00000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef%n"
                        + "00000010  7f                                               ."),
                HexDump.of(data, 100));
    }

    @Test
    void countsWhatIsOverTheLimit() {
        assertEquals(
                String.format("00000000  00 00%s  ..%n... and 1,998 bytes more", " ".repeat(42)),
                HexDump.of(ByteBuffer.allocate(2000), 2));
    }

    @Test
    void dumpsFromTheBuffersPositionAndLeavesItThere() {
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(2);

        assertEquals("00000000  03" + " ".repeat(45) + "  .", HexDump.of(data, 100));
        assertEquals(1, data.remaining());
    }
}
