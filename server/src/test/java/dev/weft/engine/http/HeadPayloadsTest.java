package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.http.HeadPayloads.Payload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What smuggles requests past other servers, or was taken by them against the RFCs, and what has to be taken. A verdict is
 *
 * <pre>
 * 400 413 414 431 501 505   refused with this status, and nothing after it is read
 * head                      a request without a body, all bytes are its own
 * head + 5                  the same, and five bytes are the next one's
 * 405 501                   a request of another method, which may have a body: whoever answers closes
 * waits                     more has to come
 * </pre>
 */
class HeadPayloadsTest {

    /** Above that, every place to cut takes seconds, and shows what the short ones show. */
    private static final int SHORT = 1_000;

    @ParameterizedTest
    @MethodSource("payloads")
    void isTakenAsTheRfcsSay(Payload payload) {
        assertEquals(payload.verdict(), verdict(payload.sent()));
    }

    @Test
    void noneIsThereTwice() {
        Map<String, List<Payload>> sameBytes = payloads().stream().collect(Collectors.groupingBy(Payload::bytes));

        assertEquals(
                List.of(),
                sameBytes.values().stream().filter(same -> same.size() > 1).toList());
    }

    static List<Payload> payloads() {
        return HeadPayloads.all();
    }

    private static String verdict(byte[] sent) {
        Feeding fed = sent.length < SHORT
                ? Feeding.everyWay(sent, HeadLimits.DEFAULT)
                : Feeding.inPieces(sent, sent.length, HeadLimits.DEFAULT);
        return switch (fed.outcome()) {
            case HeadOutcome.Incomplete incomplete -> "waits";
            case HeadOutcome.Bad bad -> Integer.toString(bad.status().code());
            case HeadOutcome.Complete complete -> verdict(complete.head(), sent.length - fed.consumed());
        };
    }

    private static String verdict(RequestHead head, int left) {
        if (!Set.of("GET", "HEAD", "OPTIONS").contains(head.method())) {
            return head.hasKnownMethod() ? "405" : "501";
        }
        return left == 0 ? "head" : "head + " + left;
    }
}
