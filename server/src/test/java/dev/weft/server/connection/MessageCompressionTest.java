package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.deflate.DeflateParameters;
import dev.weft.engine.deflate.InflateOutcome;
import dev.weft.engine.deflate.MessageInflater;
import dev.weft.engine.handshake.ExtensionOffer;
import dev.weft.server.config.ServerConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MessageCompressionTest {

    private static final int LIMIT = 40_000;

    private final MemoryBudget budget = new MemoryBudget(LIMIT);
    private final WindowBudget windows = new WindowBudget(budget, LIMIT);
    private final MessageCompression compression = new MessageCompression(ServerConfig.CompressionMode.ON, windows);

    private static List<ExtensionOffer> offer(String... parameters) {
        return List.of(new ExtensionOffer(
                "permessage-deflate",
                List.of(parameters).stream()
                        .map(name -> new ExtensionOffer.Parameter(name, Optional.empty()))
                        .toList()));
    }

    @Test
    void agreesOnlyIfTurnedOn() {
        MessageCompression off = new MessageCompression(ServerConfig.CompressionMode.OFF, windows);

        assertTrue(compression.negotiate(offer()).isPresent());
        assertEquals(Optional.empty(), off.negotiate(offer()));
    }

    @Test
    void neverForbidsAClientToTakeOver() {
        MessageCompression takeover = new MessageCompression(ServerConfig.CompressionMode.TAKEOVER, windows);

        assertEquals("permessage-deflate; server_no_context_takeover", answer(compression));
        assertEquals("permessage-deflate", answer(takeover));
    }

    private static String answer(MessageCompression by) {
        return by.negotiate(offer()).map(DeflateParameters::headerValue).orElseThrow();
    }

    @Test
    void sharesDeflatersUnlessTheirMessagesReferBack() {
        MessageCompression takeover = new MessageCompression(ServerConfig.CompressionMode.TAKEOVER, windows);
        DeflateParameters one = compression.negotiate(offer()).orElseThrow();
        DeflateParameters other =
                compression.negotiate(offer("client_max_window_bits")).orElseThrow();
        DeflateParameters own = takeover.negotiate(offer()).orElseThrow();

        assertSame(compression.deflater(one), compression.deflater(other));
        assertNotSame(takeover.deflater(own), takeover.deflater(own));
    }

    @Test
    void agreesToNothingWhileHalfOfTheBudgetIsUsed() {
        assertTrue(budget.take(LIMIT / 2 - 1));
        assertTrue(compression.negotiate(offer()).isPresent());
        assertTrue(budget.take(1));
        assertEquals(Optional.empty(), compression.negotiate(offer()));
        budget.giveBack(1);
        assertTrue(compression.negotiate(offer()).isPresent());
    }

    @Test
    void agreesToNothingWhileWindowsHaveHalfOfWhatTheyMayHave() {
        assertTrue(windows.take(LIMIT / 4));
        assertEquals(Optional.empty(), compression.negotiate(offer()));
        windows.giveBack(1);
        assertTrue(compression.negotiate(offer()).isPresent());
    }

    @Test
    void countsWindowsInTheBudgetAndLeavesHalfOfItToMessages() {
        DeflateParameters agreed =
                compression.negotiate(offer("client_max_window_bits")).orElseThrow();
        // RFC 1951 3.2.4: a block without compression, of 4,095 bytes.
        byte[] payload = new byte[5 + 4095 + 1];
        payload[1] = (byte) 0xFF;
        payload[2] = 0x0F;
        payload[4] = (byte) 0xF0;
        for (int clients = 1; clients <= 4; clients++) {
            inflate(compression.inflater(agreed), InflateOutcome.Inflated.class, payload);
            assertEquals(clients * 4095L, budget.used());
        }
        MessageInflater last = compression.inflater(agreed);
        inflate(last, InflateOutcome.NoMemory.class, payload);
        assertEquals(4 * 4095, budget.used());
        assertTrue(budget.take(LIMIT / 2));
    }

    private static void inflate(MessageInflater inflater, Class<? extends InflateOutcome> expected, byte[] payload) {
        assertInstanceOf(expected, inflater.inflate(payload, 0, payload.length, 1 << 20));
    }

    @Test
    void windowsTakeNothingIfTheBudgetIsUsedUp() {
        assertTrue(budget.take(LIMIT));
        assertFalse(windows.take(1));
        budget.giveBack(LIMIT);
        assertTrue(windows.take(LIMIT / 2));
        assertFalse(windows.take(1));
    }
}
