package dev.weft.engine.session;

import static dev.weft.engine.session.Incoming.wire;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.engine.deflate.ContextTakeover;
import dev.weft.engine.deflate.CountingMemory;
import dev.weft.engine.deflate.DeflateOutcome;
import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.MessageDeflater;
import dev.weft.engine.frame.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Compressed messages through the entry point, however they arrive. */
@DisplayName("RFC 7692: permessage-deflate; wire-cases 106 to 118")
class ServerProtocolDeflateTest {

    // RFC 7692 7.2.3.1: "Hello" in one compressed frame.
    private static final String HELLO = "C1 87 M0 F2 48 CD C9 C9 07 00";
    private static final String HELLO_EVENT = "text \"Hello\"";
    private static final String MALFORMED = "violation 1007: compressed message is malformed";

    @Test
    void inflatesTheExampleOfOneFrame() {
        wire(HELLO).compressible().gives(HELLO_EVENT);
    }

    @Test
    void inflatesTheExampleOfTwoFrames() {
        wire("41 83 M0 F2 48 CD", "80 84 M0 C9 C9 07 00").compressible().gives(HELLO_EVENT);
    }

    @Test
    void inflatesBlocksWithoutCompressionAndSeveralBlocks() {
        wire("C1 8B M0 00 05 00 FA FF 48 65 6C 6C 6F 00", "C1 8D M0 F2 48 05 00 00 00 FF FF CA C9 C9 07 00")
                .compressible()
                .gives(HELLO_EVENT, HELLO_EVENT);
    }

    @Test
    void goesOnAfterAFinalBlock() {
        wire("C1 88 M0 F3 48 CD C9 C9 07 00 00", HELLO).compressible().gives(HELLO_EVENT, HELLO_EVENT);
    }

    @Test
    void takesPlainMessagesBetweenCompressedOnes() {
        wire(HELLO, "81 82 M0 6F 6B", HELLO).compressible().gives(HELLO_EVENT, "text \"ok\"", HELLO_EVENT);
    }

    @Test
    void takesACompressedMessageOfNoBytesForTheEmptyOne() {
        wire("C1 80 M0", HELLO).compressible().gives("text \"\"", HELLO_EVENT);
        wire("C2 80 M0", HELLO).compressible().gives("binary", HELLO_EVENT);
        wire("41 80 M0", "00 80 M0", "80 80 M0", HELLO).compressible().gives("text \"\"", HELLO_EVENT);
    }

    @Test
    void refusesABadBlock() {
        wire("C1 81 M0 FF").compressible().gives(MALFORMED);
    }

    @Test
    void answersAPingBetweenTheFragmentsOfACompressedMessage() {
        wire("41 83 M0 F2 48 CD", "89 80 M0", "80 84 M0 C9 C9 07 00")
                .compressible()
                .gives("ping", HELLO_EVENT);
    }

    @Test
    @DisplayName("RFC 6455 8.1: checks UTF-8 after inflation")
    void checksUtf8AfterInflation() {
        // A stored block (RFC 1951 3.2.4) of C0 AF, which is no UTF-8.
        wire("C1 88 M0 00 02 00 FD FF C0 AF 00").compressible().gives("violation 1007: text is not UTF-8");
    }

    @Test
    void holdsTheInflatedMessageToTheLimit() {
        byte[] zeros = new byte[100_000];
        byte[] deflated = deflated(zeros);

        Incoming.bytes(Wire.frame(0xC2, deflated, 0))
                .limited(99_999, 10)
                .compressible()
                .gives("violation 1009: message over 99999 bytes");
        Incoming.bytes(Wire.frame(0xC2, deflated, 0))
                .limited(100_000, 10)
                .compressible()
                .gives(EventText.binary(zeros));
    }

    @Test
    @DisplayName("takes noise at the limit, which is larger compressed; but no plain message above it")
    void takesNoiseAtTheLimit() {
        // A stored block: 5 bytes of header, and the start of the empty one at the end.
        wire("C2 89 M0 00 03 00 FC FF 61 62 63 00")
                .limited(3, 10)
                .compressible()
                .gives("binary 61 62 63");
        wire("82 84 M0 61 62 63 64").limited(3, 10).compressible().gives("violation 1009: message over 3 bytes");
    }

    @Test
    void keepsTheClientsWindowUntilTheEndAndNoLonger() {
        for (String end : List.of("88 80 M0", "83", "C1 81 M0 FF", "")) {
            CountingMemory memory = CountingMemory.plenty();
            ServerProtocol protocol = takingOver(memory);
            // RFC 7692 7.2.3.2: the second "Hello" refers to the first.
            assertEquals(List.of(HELLO_EVENT, HELLO_EVENT), received(protocol, HELLO + " C1 85 M0 F2 00 11 00 00"));
            assertEquals(10, memory.taken());
            received(protocol, end);
            if (end.isEmpty()) {
                protocol.release();
            }
            assertEquals(0, memory.taken(), end);
        }
    }

    @Test
    void closesAClientForWhoseWindowThereIsNoMemory() {
        assertEquals(
                List.of("violation 1013: server is short of memory"),
                received(takingOver(new CountingMemory(4)), HELLO));
    }

    private static ServerProtocol takingOver(CountingMemory memory) {
        DeflateParameters parameters = new DeflateParameters(
                ContextTakeover.NONE, ContextTakeover.ALLOWED, OptionalInt.empty(), OptionalInt.of(12));
        return new ServerProtocol(
                Optional.of(Zlib.inflater(parameters, memory)), Incoming.LIMITS, CountingPool.exhausted());
    }

    private static List<String> received(ServerProtocol protocol, String hex) {
        List<String> events = new ArrayList<>();
        byte[] bytes = Wire.bytes(hex);
        int at = 0;
        while (at < bytes.length) {
            at += Arrival.read(protocol, bytes, at, Integer.MAX_VALUE);
            Arrival.drain(protocol, events);
        }
        return events;
    }

    private static byte[] deflated(byte[] message) {
        DeflateOutcome outcome = new MessageDeflater(Zlib.PARAMETERS, new Zlib()).deflate(message, 0, message.length);
        return ((DeflateOutcome.Deflated) outcome).bytes();
    }
}
