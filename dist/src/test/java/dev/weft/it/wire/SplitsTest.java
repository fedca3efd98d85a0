package dev.weft.it.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SplitsTest {

    @Test
    void shortInputsAreCutEverywhere() {
        assertEquals(List.of(1, 2, 3, 4, 5), List.copyOf(Splits.SOME.of(5)));
        assertEquals(256, Splits.SOME.of(256).size());
        assertEquals(Set.of(), Splits.SOME.of(0));
    }

    @Test
    void longInputsAreCutAtBordersAndBothEnds() {
        Set<Integer> offsets = Splits.SOME.of(20_000);

        assertTrue(offsets.containsAll(List.of(1, 256, 1023, 1024, 1025, 8192, 16_385, 19_968, 20_000)));
        assertTrue(offsets.size() < 450, offsets::toString);
    }

    @Test
    void allOfTheFirst4KiBAreCutIfAskedFor() {
        assertEquals(4096, Splits.ALL.of(20_000).headSet(4097).size());
        assertEquals(Set.of(), Splits.NONE.of(20_000));
    }
}
