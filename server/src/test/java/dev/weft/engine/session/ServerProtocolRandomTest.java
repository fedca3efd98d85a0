package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Seed;
import dev.weft.engine.frame.Wire;
import dev.weft.engine.message.MessageLimits;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Wire-cases row 75: whatever arrives, however it arrives, gives events, the end of the bytes, or a broken rule. */
class ServerProtocolRandomTest {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 17, 8);
    private static final Set<String> CODES =
            Set.of("violation 1002", "violation 1007", "violation 1008", "violation 1009");

    private final Random random = Seed.random("ServerProtocolRandomTest");

    /** Reads of random sizes from a pool that sometimes has nothing. */
    private List<String> deliver(byte[] bytes, MessageLimits limits) {
        return deliver(bytes, limits, 1 << random.nextInt(17));
    }

    private List<String> deliver(byte[] bytes, MessageLimits limits, int largestRead) {
        CountingPool pool = new CountingPool(random.nextInt(2), 256 << random.nextInt(9));
        ServerProtocol protocol = new ServerProtocol(Optional.empty(), limits, pool);
        int early = random.nextInt(3) == 0 ? random.nextInt(Math.min(bytes.length, 8192) + 1) : 0;
        Arrival arrival = new Arrival("random reads", early, at -> 1 + random.nextInt(largestRead));
        List<String> events = arrival.deliver(bytes, protocol);
        protocol.release();
        pool.assertNothingOut();
        return events;
    }

    @DisplayName("a valid client gives exactly the events it meant")
    @Test
    void validTraffic() {
        for (int run = 0; run < 300; run++) {
            Traffic traffic = Traffic.valid(random, random.nextInt(30));

            assertEquals(traffic.events(), deliver(traffic.bytes(), new MessageLimits(1 << 20, 1000)));
        }
    }

    @DisplayName("a damaged client is judged as by a second reading of the RFC")
    @Test
    void damagedTraffic() {
        Set<String> seen = new TreeSet<>();
        for (int run = 0; run < 2_000; run++) {
            byte[] bytes = Traffic.damaged(random, Traffic.valid(random, random.nextInt(6)))
                    .bytes();
            List<String> expected = NaiveReceiver.receive(bytes, LIMITS);

            List<String> events = NaiveReceiver.withoutReasons(deliver(bytes, LIMITS));

            assertEquals(expected, events, () -> Wire.text(bytes));
            expected.stream().filter(event -> event.startsWith("violation")).forEach(seen::add);
        }
        assertTrue(seen.contains("violation 1002") && seen.contains("violation 1007"), () -> "too tame: " + seen);
    }

    @DisplayName("64 KiB of noise, ten thousand times")
    @Test
    void noise() {
        byte[] bytes = new byte[1 << 16];
        for (int run = 0; run < 10_000; run++) {
            random.nextBytes(bytes);

            String last = NaiveReceiver.withoutReasons(deliver(bytes, LIMITS, 1 << 15))
                    .getLast();

            assertTrue(CODES.contains(last) || last.startsWith("close"), last);
        }
    }

    @DisplayName("noise behind a good header, so that it reaches the payload")
    @Test
    void noiseAsPayload() {
        int[] firstBytes = {0x81, 0x82, 0x01, 0x02, 0x88, 0x89, 0x8A};
        for (int run = 0; run < 5_000; run++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            int first = firstBytes[random.nextInt(firstBytes.length)];
            int length = random.nextInt(first >= 0x88 ? 126 : 300);
            byte[] bytes = Wire.concat(Wire.header(first, length, random.nextInt()), noise);

            List<String> events = NaiveReceiver.withoutReasons(deliver(bytes, LIMITS));

            assertEquals(NaiveReceiver.receive(bytes, LIMITS), events, () -> Wire.text(bytes));
        }
    }
}
