package dev.weft.engine.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 6455 5.2: opcode")
class OpcodeTest {

    private static final Map<Opcode, Integer> ON_THE_WIRE = new EnumMap<>(Map.of(
            Opcode.CONTINUATION, 0x0,
            Opcode.TEXT, 0x1,
            Opcode.BINARY, 0x2,
            Opcode.CLOSE, 0x8,
            Opcode.PING, 0x9,
            Opcode.PONG, 0xA));

    @ParameterizedTest
    @EnumSource
    void hasTheNumberOfTheRfcAndIsFoundByIt(Opcode opcode) {
        assertEquals(ON_THE_WIRE.get(opcode), opcode.code());
        assertEquals(opcode, Opcode.of(opcode.code()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x3, 0x4, 0x5, 0x6, 0x7, 0xB, 0xC, 0xD, 0xE, 0xF})
    void reservedNumbersHaveNone(int code) {
        assertNull(Opcode.of(code));
    }

    @Test
    void controlFramesAreThoseWithTheTopBit() {
        for (Opcode opcode : Opcode.values()) {
            assertEquals((opcode.code() & 0x8) != 0, opcode.isControl(), opcode::name);
        }
    }
}
