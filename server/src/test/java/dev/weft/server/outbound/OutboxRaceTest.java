package dev.weft.server.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.Race;
import dev.weft.server.config.SlowClient;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.server.resource.Pool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The owner, who corks, other senders, the watchdog and an end, all at one outbox at the same time: what was accepted is
 * written whole, once, in each thread's order; a Close is one and the last; and the memory budget gets everything back.
 */
class OutboxRaceTest {

    private static final int FRAMES = 12;

    /** Room for three frames of five bytes, so that senders wait and offers are refused. */
    private static final int QUEUE_SIZE = 3 * (5 + SendQueue.FRAME_OVERHEAD);

    private static final byte[] CLOSE = {3, (byte) 0xE8};

    private static final Pool<ByteBuffer> CORKS = Cork.pool();

    /** Who sends what on one outbox, and what the peer got of it. */
    private static class Sendings implements Race.Contest {

        final MemoryTransport transport = new MemoryTransport();
        final MemoryBudget budget = new MemoryBudget(10_000);
        final Outbox outbox;
        final Random random;
        final List<List<String>> accepted = new ArrayList<>();
        final AtomicInteger closes = new AtomicInteger();

        Sendings(Random random) {
            this.random = random;
            CoarseClock clock = new CoarseClock();
            outbox = new Outbox(
                    new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                    Thread.currentThread(),
                    new OutboxSettings(QUEUE_SIZE, SlowClient.DROP, CORKS, budget),
                    FrameFactory.AS_IT_IS);
        }

        @Override
        public List<Race.Step> steps() {
            return List.of(owner(), sender('b', outbox::send), sender('c', outbox::offer), this::watch);
        }

        /** Sends in batches, as a connection's own thread does. */
        Race.Step owner() {
            Race.Step sending = sender('a', frame -> {
                if (random.nextInt(3) == 0) {
                    outbox.cork();
                }
                SendOutcome outcome = outbox.send(frame);
                if (random.nextInt(3) == 0) {
                    outbox.uncork();
                    outbox.flush();
                }
                return outcome;
            });
            return () -> {
                sending.run();
                outbox.uncork();
                outbox.flush();
            };
        }

        Race.Step sender(char name, Function<OutgoingFrame, SendOutcome> send) {
            List<String> own = new ArrayList<>();
            accepted.add(own);
            Random pauses = new Random(random.nextLong());
            return () -> {
                for (int i = 0; i < FRAMES; i++) {
                    String text = "%c%02d".formatted(name, i);
                    if (send.apply(text(text)) == SendOutcome.ACCEPTED) {
                        own.add(text);
                    }
                    Race.pause(pauses);
                }
            };
        }

        void watch() {
            for (int i = 0; i < FRAMES; i++) {
                outbox.flushLater();
                outbox.ping();
            }
        }

        void pong() {
            for (int i = 0; i < FRAMES; i++) {
                outbox.pong(new byte[] {1});
            }
        }

        void close() {
            closes.addAndGet(outbox.close(CLOSE) ? 1 : 0);
        }

        @Override
        public String outcome() {
            outbox.awaitWritten();
            List<String> written = written();
            for (int i = 0; i < accepted.size(); i++) {
                String name = Character.toString('a' + i);
                assertEquals(
                        accepted.get(i),
                        written.stream().filter(each -> each.startsWith(name)).toList(),
                        () -> "of " + written);
            }
            assertEquals(closes.get(), written.stream().filter("close"::equals).count());
            assertTrue(closes.get() == 0 || written.getLast().equals("close"), written::toString);
            assertEquals(0, budget.used());
            return closes + " Close";
        }

        /** Text, {@code close}, or a dot for any other control frame. */
        final List<String> written() {
            byte[] bytes = transport.receivedBytes();
            List<String> frames = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += 2 + bytes[at + 1]) {
                String payload = new String(bytes, at + 2, bytes[at + 1], StandardCharsets.UTF_8);
                // RFC 6455 5.2: 81 is the whole of a text, 88 a Close.
                frames.add((bytes[at] & 0xFF) == 0x81 ? payload : (bytes[at] & 0xFF) == 0x88 ? "close" : ".");
            }
            return frames;
        }

        private static OutgoingFrame text(String text) {
            return OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void allThatIsAcceptedIsWrittenInEachThreadsOrder() throws Exception {
        Race.run("outbox, send", 4, Set.of("0 Close"), Sendings::new);
    }

    @Test
    void theCloseIsOneAndTheLast() throws Exception {
        Race.run("outbox, close", 4, Set.of("1 Close"), random -> new Sendings(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(
                        owner(),
                        sender('b', outbox::offer),
                        () -> {
                            watch();
                            close();
                        },
                        () -> {
                            pong();
                            outbox.closeReceived();
                            close();
                        });
            }
        });
    }

    @Test
    void afterAFailureNobodyWaitsAndTheBudgetHasEverythingBack() throws Exception {
        Race.run("outbox, fail", 4, Set.of("failed"), random -> new Sendings(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(owner(), sender('b', outbox::send), sender('c', outbox::offer), this::failSoon);
            }

            private void failSoon() {
                for (int i = random.nextInt(10); i > 0; i--) {
                    outbox.pong(new byte[] {1});
                }
                close();
                outbox.fail();
            }

            @Override
            public String outcome() {
                outbox.awaitWritten();
                assertEquals(0, budget.used());
                assertEquals(
                        SendOutcome.CLOSED, outbox.offer(OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.allocate(0))));
                return "failed";
            }
        });
    }

    @Test
    void aSocketThatIsCutReleasesWhoWaitsForRoom() throws Exception {
        Race.run("outbox, cut", 4, Set.of("cut"), random -> new Sendings(random) {
            @Override
            public List<Race.Step> steps() {
                transport.stall();
                return List.of(owner(), sender('b', outbox::send), sender('c', outbox::send), () -> {
                    watch();
                    transport.abort();
                });
            }

            @Override
            public String outcome() {
                outbox.awaitWritten();
                assertEquals(
                        SendOutcome.CLOSED, outbox.offer(OutgoingFrame.plain(Opcode.TEXT, ByteBuffer.allocate(0))));
                assertEquals(0, budget.used());
                return "cut";
            }
        });
    }
}
