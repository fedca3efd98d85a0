package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainSpreadTest {

    private static final Duration TIME = Duration.ofSeconds(30);
    private static final List<Integer> ALL = IntStream.range(0, 100).boxed().toList();

    private long now = 5;

    /** What was ended, in order, and when. */
    private final List<Integer> order = new ArrayList<>();

    private final List<Long> moments = new ArrayList<>();

    private boolean waitAsLongAsAsked(Duration longest) {
        now += longest.toNanos();
        return true;
    }

    private void run(RandomGenerator random, Predicate<Duration> pause) {
        order.clear();
        moments.clear();
        long start = now;
        new DrainSpread(TIME, random, () -> now).over(ALL, pause, each -> {
            order.add(each);
            moments.add(now - start);
        });
        assertEquals(ALL, order);
    }

    @Test
    void endsEachInAPartOfTheTimeOfItsOwn() {
        run(new SplittableRandom(1), this::waitAsLongAsAsked);

        long part = TIME.toNanos() / ALL.size();
        for (int i = 0; i < ALL.size(); i++) {
            long moment = moments.get(i);
            assertTrue(i * part <= moment && moment < (i + 1) * part, i + " ends at " + moment);
        }
    }

    @Test
    void endsThemAtMomentsThatDifferFromOneStopToTheNext() {
        run(new SplittableRandom(1), this::waitAsLongAsAsked);
        List<Long> first = List.copyOf(moments);

        run(new SplittableRandom(2), this::waitAsLongAsAsked);

        assertNotEquals(first, moments);
    }

    @Test
    void isNotLateBecauseEachWaitIs() {
        run(new SplittableRandom(1), longest -> {
            now += longest.toNanos() + Duration.ofMillis(50).toNanos();
            return true;
        });

        assertTrue(moments.getLast() < TIME.plusMillis(50).toNanos(), () -> "the last ends at " + moments.getLast());
    }

    @Test
    void doesNotEndThemTogetherBecauseTheProcessStoodStill() {
        run(new SplittableRandom(1), longest -> {
            now += longest.toNanos() + (order.size() == 10 ? Duration.ofHours(1).toNanos() : 0);
            return true;
        });

        // The eleventh is late by that hour, of which one second counts.
        long after = moments.get(10);
        long laterByThen = moments.stream().filter(each -> each == after).count();
        assertTrue(laterByThen <= 5, () -> laterByThen + " end together");
    }

    @Test
    void endsTheRestAtOnceWhenThereIsNoReasonToWait() {
        run(new SplittableRandom(1), longest -> {
            now += longest.toNanos();
            return order.size() < 50;
        });

        assertEquals(1, moments.subList(50, 100).stream().distinct().count());
    }

    @Test
    void waitsForNothingIfThereIsNothingToEnd() {
        new DrainSpread(TIME, new SplittableRandom(1), () -> now)
                .over(List.of(), longest -> waitAsLongAsAsked(longest), each -> {});

        assertEquals(5, now);
    }
}
