package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientFrameTest {

    @Test
    @DisplayName("RFC 6455 5.7: a single-frame masked text message")
    void encodesTheMaskedHelloOfTheSpecification() {
        byte[] frame = encode(Opcodes.TEXT, 0x37FA213D, "Hello".getBytes(StandardCharsets.US_ASCII));

        assertEquals("818537fa213d7f9f4d5158", HexFormat.of().formatHex(frame));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8280",
        "125, 82fd",
        "126, 82fe007e",
        "127, 82fe007f",
        "65535, 82feffff",
        "65536, 82ff0000000000010000"
    })
    void encodesTheShortestLength(int length, String header) {
        byte[] frame = encode(Opcodes.BINARY, 0, new byte[length]);

        String expected = header + "00000000" + "00".repeat(length);
        assertEquals(expected, HexFormat.of().formatHex(frame));
        assertEquals(frame.length, ClientFrame.headerLength(length) + length);
    }

    @Test
    void leavesThePayloadUnchanged() {
        byte[] payload = {1, 2, 3};

        encode(Opcodes.BINARY, 0xFFFFFFFF, payload);

        assertArrayEquals(new byte[] {1, 2, 3}, payload);
    }

    private static byte[] encode(int opcode, int maskingKey, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(ClientFrame.headerLength(payload.length) + payload.length);
        ClientFrame.encode(out, opcode, maskingKey, payload);
        return out.array();
    }
}
