package dev.weft.server.net;

import dev.weft.server.Race;
import java.nio.channels.Channel;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who begins to wait while it ends, or while the channel is closed, is woken. */
class ParkedThreadRaceTest {

    private static final int TIMES = 20;

    /** Open until it is closed, and nothing else. */
    private static final class Door implements Channel {

        private volatile boolean open = true;

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    /** Waits as a transport does: begins, says what it wants, and waits until it was told. */
    private abstract static class Meeting implements Race.Contest {

        final ParkedThread waiting = new ParkedThread();
        final Door door = new Door();
        final AtomicInteger wishes = new AtomicInteger();
        final AtomicInteger granted = new AtomicInteger();
        final Random random;

        Meeting(Random random) {
            this.random = random;
        }

        void grant(int times) {
            while (granted.get() < times) {
                if (wishes.get() > granted.get()) {
                    granted.incrementAndGet();
                    waiting.end();
                }
            }
        }
    }

    @Test
    void anEndIsNeverMissed() throws Exception {
        Race.run("waiting, end", 2, Set.of("woken each time"), random -> new Meeting(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(this::awaitOften, () -> grant(TIMES));
            }

            private void awaitOften() {
                for (int i = 0; i < TIMES; i++) {
                    waiting.begin();
                    wishes.incrementAndGet();
                    Race.pause(random);
                    waiting.await(door);
                }
            }

            @Override
            public String outcome() {
                return waiting.isBegun() ? "still waiting" : "woken each time";
            }
        });
    }

    @Test
    void aCloseIsNeverMissed() throws Exception {
        Race.run("waiting, close", 2, Set.of("woken"), random -> new Meeting(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(
                        () -> {
                            waiting.begin();
                            Race.pause(random);
                            waiting.await(door);
                        },
                        () -> {
                            door.close();
                            waiting.look();
                        });
            }

            @Override
            public String outcome() {
                return waiting.isBegun() ? "still waiting" : "woken";
            }
        });
    }

    @Test
    void oneWhoLeavesWhenItsTimeIsOverSpoilsNoLaterWait() throws Exception {
        Race.run("waiting, with a time", 2, Set.of("woken each time"), random -> new Meeting(random) {
            @Override
            public List<Race.Step> steps() {
                return List.of(this::awaitInTurns, () -> grant(TIMES));
            }

            private void awaitInTurns() {
                for (int i = 0; i < TIMES; i++) {
                    waiting.begin();
                    waiting.await(door, 1 + random.nextInt(2_000));
                    waiting.begin();
                    wishes.incrementAndGet();
                    waiting.await(door);
                }
            }

            @Override
            public String outcome() {
                return waiting.isBegun() ? "still waiting" : "woken each time";
            }
        });
    }
}
