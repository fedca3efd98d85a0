package dev.weft.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PayloadTest {

    @ParameterizedTest
    @CsvSource({"0, 00000000", "1, 00000001", "48879, 0000beef", "-1, ffffffff", "-2147483648, 80000000"})
    void writesEightDigits(int sequence, String digits) {
        byte[] bytes =
                ByteBuffer.allocate(8).putLong(Payload.sequenceDigits(sequence)).array();

        assertEquals(digits, new String(bytes, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @EnumSource(Content.class)
    void fillsAnySizeWithValidUtf8(Content content) throws CharacterCodingException {
        for (int size = 8; size < 80; size++) {
            byte[] payload = Payload.filler(size, content, 0);

            assertEquals(size, payload.length);
            // A new decoder reports malformed input instead of replacing it.
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
        }
    }

    @Test
    void usesCharactersOfEveryLength() {
        String text = new String(Payload.filler(64, Content.UNICODE, 0), StandardCharsets.UTF_8);

        assertTrue(text.contains("aß好🧵aß好🧵"), text);
    }
}
