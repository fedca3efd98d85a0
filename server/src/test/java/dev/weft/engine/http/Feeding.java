package dev.weft.engine.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Feeds a parser whatever the network could make of some bytes: all at once, one at a time, and cut in two at every place.
 *
 * @param outcome the last one
 * @param consumed bytes taken up to then
 */
record Feeding(HeadOutcome outcome, int consumed) {

    /** What becomes of a head, the same for every way to cut it. */
    static Feeding everyWay(byte[] bytes, HeadLimits limits) {
        Feeding whole = inPieces(bytes, bytes.length, limits);
        assertEquals(whole, inPieces(bytes, 1, limits), "one byte at a time");
        for (int cut = 1; cut < bytes.length; cut++) {
            assertEquals(whole, inTwo(bytes, cut, limits), "cut at " + cut);
        }
        return whole;
    }

    static Feeding everyWay(String bytes) {
        return everyWay(latin1(bytes), HeadLimits.DEFAULT);
    }

    /** Feeds pieces of one size; the outcome is the first that is not Incomplete. */
    static Feeding inPieces(byte[] bytes, int size, HeadLimits limits) {
        RequestHeadParser parser = new RequestHeadParser(limits);
        HeadOutcome outcome = new HeadOutcome.Incomplete();
        int consumed = 0;
        for (int at = 0; at < bytes.length && outcome instanceof HeadOutcome.Incomplete; at += size) {
            ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at));
            int before = piece.position();
            outcome = parser.parse(piece);
            consumed += piece.position() - before;
        }
        return new Feeding(outcome, consumed);
    }

    private static Feeding inTwo(byte[] bytes, int cut, HeadLimits limits) {
        RequestHeadParser parser = new RequestHeadParser(limits);
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, cut);
        HeadOutcome outcome = parser.parse(in);
        if (outcome instanceof HeadOutcome.Incomplete) {
            outcome = parser.parse(in.limit(bytes.length));
        }
        return new Feeding(outcome, in.position());
    }

    static byte[] latin1(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
