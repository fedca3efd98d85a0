package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.it.wire.Fault.Mode;
import dev.weft.it.wire.Fault.Note;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultTableTest {

    @Test
    void readsALine() {
        Fault fault = FaultTable.read(
                        "test", "let NAME ab\nmode heads\nserver --x 1\n7 | bare | {NAME}\\n | 400 | free ours")
                .getFirst();

        assertEquals("7 (bare)", fault.toString());
        assertEquals(Mode.HEADS, fault.mode());
        assertArrayEquals(new byte[] {'a', 'b', '\n'}, fault.bytes());
        assertEquals(Expected.parse("400"), fault.expected());
        assertEquals(Set.of(Note.FREE, Note.OURS), fault.notes());
        assertEquals(List.of("--x", "1"), fault.settings());
    }

    @Test
    void makesALineOfEachValue() {
        List<Fault> faults = FaultTable.read("test", "mode frames\n63 X=83,84 | opcode {X} | {X} 80 | close 1002 |");

        assertEquals("[63 (opcode 83), 63 (opcode 84)]", faults.toString());
        assertArrayEquals(new byte[] {(byte) 0x84, (byte) 0x80}, faults.get(1).bytes());
    }

    @Test
    void tellsWhichLineIsWrong() {
        Exception wrong = assertThrows(
                IllegalArgumentException.class, () -> FaultTable.read("test", "mode frames\n\n63 | x | 8 | open |"));

        assertEquals("test:3: column 1 of: 8", wrong.getMessage());
    }

    @Test
    void noTwoLinesHaveOneName() {
        Set<String> names = new HashSet<>();
        for (Fault fault : FaultTable.all()) {
            assertTrue(names.add(fault + fault.mode().toString() + fault.settings()), fault::toString);
        }
    }
}
