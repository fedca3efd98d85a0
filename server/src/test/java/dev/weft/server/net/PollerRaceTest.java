package dev.weft.server.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.server.Race;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sockets become ready, are waited for, and are aborted in every order: whoever waits is woken. */
class PollerRaceTest {

    private static final int BYTES = 60;

    private Loopback loopback;

    /** Used for round after round, so that whatever one leaves behind is there in the next. */
    private SocketChannel peer;

    private PlainTransport transport;

    @BeforeEach
    void connect() throws IOException {
        loopback = new Loopback();
        peer = loopback.peer();
        transport = loopback.accept();
    }

    @AfterEach
    void close() throws IOException {
        transport.abort();
        peer.close();
        loopback.close();
    }

    /** The peer sends byte after byte; nobody else writes. */
    private void sendBytes(Random random) throws IOException {
        for (int sent = 0; sent < BYTES; ) {
            int count = Math.min(BYTES - sent, 1 + random.nextInt(3));
            peer.write(ByteBuffer.allocate(count));
            sent += count;
            Race.pause(random);
        }
    }

    @Test
    void noInputIsMissedWhileItComesAndIsWaitedForWithAndWithoutATime() throws Exception {
        Race.run("poller, reads", 2, Set.of("all read"), random -> new Race.Contest() {
            private final Random sending = new Random(random.nextLong());
            private int read;

            @Override
            public List<Race.Step> steps() {
                return List.of(this::readAll, () -> sendBytes(sending));
            }

            private void readAll() throws IOException {
                while (read < BYTES) {
                    Race.pause(random);
                    ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(4));
                    read += random.nextInt(4) > 0
                            ? transport.read(target, random.nextInt(2_000))
                            : transport.read(target);
                }
            }

            @Override
            public String outcome() {
                return read == BYTES ? "all read" : read + " read";
            }
        });
    }

    @Test
    void asManyReadersOneAfterTheOtherMissNothing() throws Exception {
        Race.run("poller, another thread reads on", 3, Set.of("all read"), random -> new Race.Contest() {
            private final Random sending = new Random(random.nextLong());
            private final int byTheFirst = random.nextInt(BYTES);
            private volatile int read;

            @Override
            public List<Race.Step> steps() {
                return List.of(() -> readUntil(byTheFirst), () -> sendBytes(sending), () -> {
                    // As after a promotion: the second begins when the first reads no more.
                    while (read < byTheFirst) {
                        Thread.onSpinWait();
                    }
                    readUntil(BYTES);
                });
            }

            private void readUntil(int end) throws IOException {
                int count = read;
                while (count < end) {
                    count += transport.read(ByteBuffer.allocate(Math.min(3, end - count)));
                    if (count == end) {
                        read = count;
                    }
                }
            }

            @Override
            public String outcome() {
                return read == BYTES ? "all read" : read + " read";
            }
        });
    }

    @Test
    void aCutAtAnyMomentEndsTheReadAndTheWrite() throws Exception {
        Race.run("poller, cut", 3, Set.of("both ended"), random -> new Race.Contest() {
            private final SocketChannel other = loopback.peer();
            private final PlainTransport cut = loopback.accept();

            @Override
            public List<Race.Step> steps() {
                return List.of(
                        () -> untilCut(() -> cut.read(ByteBuffer.allocate(10))),
                        () -> untilCut(() -> cut.write(ByteBuffer.allocate(100_000))),
                        () -> {
                            other.write(ByteBuffer.allocate(random.nextInt(3)));
                            Race.pause(random);
                            cut.abort();
                        });
            }

            @Override
            public String outcome() throws IOException {
                other.close();
                return cut.isOpen() ? "still open" : "both ended";
            }
        });
    }

    private static void untilCut(Race.Step step) throws Exception {
        try {
            while (true) {
                step.run();
            }
        } catch (ClosedChannelException cut) {
            // What it waits for.
        }
    }

    @Test
    void whoWaitsForRoomIsWokenWhileInputComes() throws Exception {
        Race.run("poller, writes and reads", 4, Set.of("all there"), random -> new Race.Contest() {
            private static final int LENGTH = 400_000;
            private final Random sending = new Random(random.nextLong());
            private int received;

            @Override
            public List<Race.Step> steps() {
                return List.of(this::write, this::readAll, () -> sendBytes(sending), this::receive);
            }

            private void write() throws IOException {
                ByteBuffer source = ByteBuffer.allocate(LENGTH);
                while (source.hasRemaining()) {
                    transport.write(source);
                }
            }

            private void readAll() throws IOException {
                for (int read = 0; read < BYTES; ) {
                    read += transport.read(ByteBuffer.allocate(BYTES - read));
                }
            }

            private void receive() throws IOException {
                ByteBuffer target = ByteBuffer.allocate(LENGTH);
                while (target.hasRemaining() && peer.read(target) >= 0) {
                    Race.pause(random);
                }
                received = target.position();
            }

            @Override
            public String outcome() {
                return received == LENGTH ? "all there" : received + " bytes";
            }
        });
    }

    @Test
    void whoWaitsForATurnGetsOneWhileThePollerFallsAsleep() throws Exception {
        Race.run("poller, turns", 1, Set.of("all went on"), random -> new Race.Contest() {
            @Override
            public List<Race.Step> steps() {
                return List.of(() -> {
                    for (int turn = 0; turn < 100; turn++) {
                        transport.awaitTurn();
                        Race.pause(random);
                    }
                });
            }

            @Override
            public String outcome() {
                return "all went on";
            }
        });
    }

    @Test
    void whoWaitsForATurnGetsOneAlsoWhenThePollerStops() throws Exception {
        Race.run("poller, stop", 3, Set.of("all went on"), random -> new Race.Contest() {
            private final Poller stopping = new Poller();
            private int turns;

            @Override
            public List<Race.Step> steps() {
                stopping.start();
                return List.of(
                        () -> {
                            Race.pause(random);
                            stopping.stop();
                        },
                        this::takeTurns,
                        stopping::awaitNextRound);
            }

            private void takeTurns() {
                for (; turns < 10; turns++) {
                    stopping.awaitNextRound();
                }
            }

            @Override
            public String outcome() {
                assertEquals(10, turns);
                return "all went on";
            }
        });
    }
}
