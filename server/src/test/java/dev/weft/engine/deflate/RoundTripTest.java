package dev.weft.engine.deflate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("inflate(deflate(x)) is x")
class RoundTripTest {

    private final CountingPool pool = new CountingPool();

    @AfterEach
    void everyZlibObjectIsAccountedFor() {
        pool.assertNothingLeaked();
    }

    @ParameterizedTest
    @CsvSource({"NONE, 15", "ALLOWED, 15", "NONE, 9", "ALLOWED, 9", "NONE, 12", "ALLOWED, 12", "NONE, 14"})
    void forAnySequenceOfMessages(ContextTakeover takeover, int bits) {
        DeflateParameters parameters = Peer.parameters(takeover, bits);
        MessageDeflater deflater = new MessageDeflater(parameters, pool);
        MessageInflater inflater = Peer.inflater(parameters, pool);
        Random random = new Random(Sample.SEED + bits);
        List<Sample> samples = List.of(Sample.values());
        for (int run = 0; run < 400; run++) {
            Sample sample = samples.get(random.nextInt(samples.size()));
            // Small sizes as often as large ones.
            int size = random.nextInt(1 + (200_000 >> random.nextInt(12)));
            byte[] message = sample.bytes(size, random);

            byte[] carried = Peer.carried(deflater, inflater, message);

            assertArrayEquals(message, carried, "seed %d, run %d, %s, %d".formatted(Sample.SEED, run, sample, size));
        }
    }

    @Test
    void forEverySizeAroundTheEndsOfSegments() {
        MessageDeflater deflater = new MessageDeflater(Peer.TAKEOVER, pool);
        MessageInflater inflater = Peer.inflater(Peer.TAKEOVER, pool);
        Random random = new Random(Sample.SEED);
        for (int size = 0; size < 3000; size++) {
            byte[] message = Sample.TEXT.bytes(size, random);
            assertArrayEquals(message, Peer.carried(deflater, inflater, message), "size " + size);
        }
        for (int size = 65_536 - 40; size < 65_536 + 40; size++) {
            byte[] message = Sample.JSON.bytes(size, random);
            assertArrayEquals(message, Peer.carried(deflater, inflater, message), "size " + size);
        }
    }

    @Test
    void forAMessageOfManyMegabytes() {
        MessageDeflater deflater = new MessageDeflater(Peer.DEFAULT, pool);
        MessageInflater inflater = Peer.inflater(Peer.DEFAULT, pool);
        byte[] message = Sample.TEXT.bytes(10_000_000);

        assertArrayEquals(message, Peer.carried(deflater, inflater, message));
    }

    @Test
    @DisplayName("10,000 connections that compress and go leave no zlib object behind")
    void forManyConnections() {
        byte[] message = Sample.JSON.bytes(2000);
        for (int connection = 0; connection < 10_000; connection++) {
            byte[] carried =
                    Peer.carried(new MessageDeflater(Peer.TAKEOVER, pool), Peer.inflater(Peer.TAKEOVER, pool), message);
            assertArrayEquals(message, carried);
        }
    }
}
