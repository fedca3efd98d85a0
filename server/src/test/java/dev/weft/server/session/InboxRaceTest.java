package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.server.Race;
import dev.weft.spi.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A reader that fills an inbox and a handler that empties it, at the same time. */
class InboxRaceTest {

    /** Far more than it holds, so that the reader has to wait for room again and again. */
    private static final int MESSAGES = 400;

    private static final List<String> ALL =
            IntStream.range(0, MESSAGES).mapToObj(Integer::toString).toList();

    /** What has happened to the messages of one round. */
    private abstract static class Passing implements Race.Contest {

        final Inbox inbox = new Inbox();
        final List<String> taken = new ArrayList<>();
        final List<String> refused = new ArrayList<>();
        private final long seed;

        Passing(Random random) {
            this.seed = random.nextLong();
        }

        void fill() {
            for (String each : ALL) {
                if (!inbox.put(Message.text(each))) {
                    refused.add(each);
                }
            }
            inbox.end();
        }

        void take(int most) {
            Random random = new Random(seed);
            Message message;
            while (taken.size() < most && (message = inbox.next()) != null) {
                taken.add(text(message));
                if (random.nextInt(16) == 0) {
                    Race.pause(random);
                }
            }
        }

        static String text(Message message) {
            return ((Message.Text) message).text();
        }
    }

    @Test
    void everyMessageIsTakenOnceInOrderAndThenTheEnd() throws Exception {
        Race.run("inbox, put and take", 2, Set.of("all taken"), random -> new Passing(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(this::fill, () -> take(Integer.MAX_VALUE));
            }

            @Override
            public String outcome() {
                assertEquals(ALL, taken);
                return "all taken";
            }
        });
    }

    @Test
    void afterItsCloseNobodyWaitsForRoomAndWhatWasTakenInIsHandedOut() throws Exception {
        Race.run("inbox, put and close", 2, Set.of("all accounted for"), random -> new Passing(random) {
            private final int most = random.nextInt(MESSAGES);

            @Override
            public List<Race.Step> steps() {
                return List.of(this::fill, () -> {
                    take(most);
                    inbox.close();
                    take(Integer.MAX_VALUE);
                });
            }

            @Override
            public String outcome() {
                List<String> met = new ArrayList<>(taken);
                met.addAll(refused);
                assertEquals(ALL, met);
                return "all accounted for";
            }
        });
    }

    @Test
    void whoWaitsUntilAllIsHandledIsToldOnlyThen() throws Exception {
        Race.run("inbox, await idle", 2, Set.of("told"), random -> new Passing(random) {
            private int takenWhenIdle;

            @Override
            public List<Race.Step> steps() {
                return List.of(this::putAndAwaitIdle, () -> take(Integer.MAX_VALUE));
            }

            private void putAndAwaitIdle() {
                ALL.subList(0, 10).forEach(each -> inbox.put(Message.text(each)));
                inbox.awaitIdle(TimeUnit.HOURS.toNanos(1));
                takenWhenIdle = taken.size();
                inbox.end();
            }

            @Override
            public String outcome() {
                assertTrue(takenWhenIdle == 10, () -> "told after " + takenWhenIdle);
                return "told";
            }
        });
    }
}
