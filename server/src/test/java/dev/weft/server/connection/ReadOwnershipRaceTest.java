package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.weft.server.Race;
import dev.weft.spi.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A connection's own thread, the watchdog, and a callback that is about to wait, at the same time: whoever promotes, every
 * message is read by one thread and handled once, in order.
 */
class ReadOwnershipRaceTest {

    private static final int MESSAGES = 400;

    private static final class Reading implements Race.Contest {

        private final ReadOwnership ownership = new ReadOwnership();
        private final long[] seeds;
        private final List<String> handled = new ArrayList<>();
        private final ConcurrentLinkedQueue<Inbox> promoted = new ConcurrentLinkedQueue<>();

        /** What has been read of the socket. No lock: the turn is what keeps two threads from it. */
        private int read;

        private volatile boolean over;

        Reading(Random random) {
            this.seeds = random.longs(2).toArray();
        }

        @Override
        public List<Race.Step> steps() {
            return List.of(this::converse, () -> promote(new Random(seeds[0])), () -> promote(new Random(seeds[1])));
        }

        private void converse() {
            for (Message message = next(); message != null; message = next()) {
                ownership.enter();
                handled.add(((Message.Text) message).text());
                ownership.exit();
            }
            over = true;
        }

        private @Nullable Message next() {
            Inbox inbox = ownership.inbox();
            return inbox == null ? readOne() : inbox.next();
        }

        private @Nullable Message readOne() {
            int number = read;
            Thread.onSpinWait();
            read = number + 1;
            return number < MESSAGES ? Message.text(Integer.toString(number)) : null;
        }

        private void promote(Random own) {
            while (!over && ownership.inbox() == null) {
                Inbox inbox = ownership.promote();
                if (inbox != null) {
                    promoted.add(inbox);
                    fill(inbox);
                }
                if (own.nextInt(8) == 0) {
                    Race.pause(own);
                }
            }
        }

        private void fill(Inbox inbox) {
            for (Message message = readOne(); message != null; message = readOne()) {
                inbox.put(message);
            }
            inbox.end();
        }

        @Override
        public String outcome() {
            assertEquals(
                    IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList(), handled);
            assertSame(promoted.peek(), ownership.inbox());
            return promoted.size() + " promoted";
        }
    }

    @Test
    void isPromotedOnceAndNoMessageIsLostOrDoubled() throws Exception {
        Race.run("turn", 3, Set.of("0 promoted", "1 promoted"), Reading::new);
    }
}
