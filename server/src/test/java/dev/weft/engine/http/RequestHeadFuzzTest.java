package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Whatever arrives: an outcome and no exception, the same for every way to cut it, and no byte beyond the limit is read. */
class RequestHeadFuzzTest {

    /** Small, so that a short input reaches every limit. */
    private static final HeadLimits SMALL = new HeadLimits(200, 6);

    @FuzzTest(maxDuration = "1m")
    void aHeadHasOneOutcome(byte[] bytes) {
        check(bytes, HeadLimits.DEFAULT);
        check(bytes, SMALL);
    }

    private static void check(byte[] bytes, HeadLimits limits) {
        Feeding whole = Feeding.inPieces(bytes, Math.max(1, bytes.length), limits);
        assertEquals(whole, Feeding.inPieces(bytes, 1, limits));
        assertEquals(whole, Feeding.inPieces(bytes, 2 + (Arrays.hashCode(bytes) & 31), limits));
        // Two empty lines may come before a head, and the byte that is too many has to be seen.
        assertTrue(whole.consumed() <= limits.headSize() + 5, "read " + whole.consumed());
        if (whole.outcome() instanceof HeadOutcome.Complete complete) {
            RequestHead head = complete.head();
            assertTrue(head.path().startsWith("/") || head.target().equals(head.path()), head.target());
            assertTrue(head.minorVersion() == 0 || head.host().isPresent());
            assertTrue(head.method().length() + head.target().length() < limits.headSize());
        }
    }
}
