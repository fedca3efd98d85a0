package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.weft.engine.frame.Seed;
import dev.weft.engine.frame.Wire;
import dev.weft.engine.message.MessageLimits;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What a peer can make the server allocate and hold")
class ServerProtocolMemoryTest {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 30, 65_536);

    /** Why 64 KiB? Wire-cases row 67: "heap grows under 64 KiB". */
    private static final long LITTLE = 64 * 1024;

    private final CountingPool pool = CountingPool.exhausted();

    private static long allocated(Runnable what) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        what.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void receive(ServerProtocol protocol, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            at += Arrival.read(protocol, bytes, at, Integer.MAX_VALUE);
            while (protocol.next() != null) {
                // Only what it costs is of interest.
            }
        }
    }

    /** Wire-cases rows 65, 66, 67 and 69; the last is within the limit, and a byte of it has come. */
    @ParameterizedTest
    @CsvSource({
        "83 FF 00 00 00 00 7F FF FF FF M0",
        "82 FF 80 00 00 00 00 00 00 01 M0",
        "82 FF 7F FF FF FF FF FF FF FF M0",
        "82 FF 00 00 00 00 7F FF FF FF M0",
        "82 FF 00 00 00 00 40 00 00 00 M0 01"
    })
    void declaredLengthsCostNothing(String wire) {
        byte[] bytes = Wire.bytes(wire);

        receiveAndWait(bytes);

        long bytesAllocated = allocated(() -> receiveAndWait(bytes));

        assertTrue(bytesAllocated < LITTLE, () -> bytesAllocated + " bytes allocated");
    }

    /** Once before it is measured, so that no class is loaded meanwhile. */
    private void receiveAndWait(byte[] bytes) {
        ServerProtocol protocol = new ServerProtocol(Optional.empty(), LIMITS, pool);
        receive(protocol, bytes);
        protocol.space();
    }

    /** Wire-cases row 79: flat, however many come. */
    @Test
    void pongsNobodyAskedForLeaveNothingBehind() {
        ServerProtocol protocol = new ServerProtocol(Optional.empty(), LIMITS, pool);
        byte[] pongs = Wire.repeat(Wire.bytes("8A 81 M0 07"), 1000);
        int room = protocol.space().remaining();

        receive(protocol, pongs);

        assertEquals(room, protocol.space().remaining());
    }

    /** All that is allocated for what a peer sends stays within a small multiple of it. */
    @Test
    void everythingAllocatedFollowsTheBytesReceived() {
        Random random = Seed.random("ServerProtocolMemoryTest");
        for (int run = 0; run < 50; run++) {
            byte[] stream = Traffic.valid(random, 20).bytes();
            ServerProtocol protocol = new ServerProtocol(Optional.empty(), LIMITS, pool);

            long bytesAllocated = allocated(() -> receive(protocol, stream));

            // Per frame an event, a header and a view; per byte the array, its growths and the last copy.
            long most = LITTLE + 6L * stream.length;
            assertTrue(
                    bytesAllocated < most,
                    () -> bytesAllocated + " allocated for " + stream.length + " bytes received");
        }
    }

    /** As a server sees it: many connections on one small pool, ended at any moment, in any state. */
    @Test
    void everythingBorrowedIsGivenBackInALongRandomRun() {
        Random random = Seed.random("ServerProtocolMemoryTest.pool");
        CountingPool shared = new CountingPool(3, 4096);
        List<ServerProtocol> open = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            if (open.size() < 8) {
                open.add(new ServerProtocol(Optional.empty(), new MessageLimits(1 << 16, 20), shared));
            }
            ServerProtocol one = open.get(random.nextInt(open.size()));
            receive(one, randomBytes(random));
            assertTrue(shared.out() <= open.size(), "more lent than connections");
            if (random.nextInt(10) == 0) {
                one.release();
                open.remove(one);
            }
        }

        open.forEach(ServerProtocol::release);

        shared.assertNothingOut();
        assertTrue(shared.borrowed() > 200, "the pool was hardly used: " + shared.borrowed());
    }

    private static byte[] randomBytes(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> Wire.frame(0x89, new byte[random.nextInt(126)], random.nextInt());
            case 1 -> Traffic.damaged(random, Traffic.valid(random, 3)).bytes();
            default -> Wire.frame(0x82, new byte[random.nextInt(1 << random.nextInt(14))], random.nextInt());
        };
    }
}
