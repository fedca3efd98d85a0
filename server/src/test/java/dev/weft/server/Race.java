package dev.weft.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do something to one fresh object at the same time, again and again: every round they meet, each waits a
 * moment that chance decides, takes its step, and then it is looked at what came of it.
 *
 * <p>Chance is seeded, and a failure tells the seed of its round: {@code -Dweft.seed=N} begins with that one. The same
 * steps are taken after the same moments then; when the system lets a thread run nobody can repeat.
 */
public final class Race {

    /** Why 300 ms? Thousands of rounds of most races, and a few seconds for all. Before a release, half a minute each. */
    private static final Duration LENGTH =
            Boolean.getBoolean("weft.long") ? Duration.ofSeconds(30) : Duration.ofMillis(300);

    /** Why 20 s? No step waits for anything but the others: a round that takes so long has lost a wake-up. */
    private static final Duration STUCK = Duration.ofSeconds(20);

    /** Why 9? 512 turns are some ten microseconds: longer than a step takes from one look at what is shared to the next. */
    private static final int PAUSE_BITS = 9;

    /** What one thread does. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /** The fresh object of one round, and what is done to it. */
    public interface Contest {

        /** A step for each thread. The first is taken by the thread that made this. */
        List<Step> steps();

        /** What came of it, when all have returned; on the thread that made this. Throws if it must not be so. */
        String outcome() throws Exception;
    }

    /** Makes the object of a round; what is done to it by chance is decided here. */
    @FunctionalInterface
    public interface Course {
        Contest fresh(Random random) throws Exception;
    }

    private final Set<String> allowed;
    private final Course course;
    private final SpinBarrier barrier;
    private final long firstSeed;
    private final Map<String, Integer> outcomes = new ConcurrentSkipListMap<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** How many rounds have begun. */
    private volatile long rounds;

    /** The steps of this round; empty when there are no more. */
    private volatile List<Step> steps = List.of();

    /** What a step threw. */
    private volatile @Nullable Throwable failure;

    private Race(int threads, Set<String> allowed, Course course) {
        Long set = Long.getLong("weft.seed");
        this.allowed = allowed;
        this.course = course;
        this.barrier = new SpinBarrier(threads);
        this.firstSeed = set == null ? RandomGenerator.getDefault().nextLong() : set;
    }

    /**
     * Runs rounds for a while, and prints what came of them.
     *
     * @param name what it is about
     * @param threads how many steps there are
     * @param allowed what may come of a round
     * @param course what a round is
     */
    public static void run(String name, int threads, Set<String> allowed, Course course) throws Exception {
        Race race = new Race(threads, allowed, course);
        List<Thread> others = new ArrayList<>();
        others.add(Thread.ofPlatform().daemon().name(name + " 0").start(race::lead));
        for (int i = 1; i < threads; i++) {
            int index = i;
            others.add(Thread.ofPlatform().daemon().name(name + " " + i).start(() -> race.follow(index)));
        }
        try {
            race.awaitEnd(others);
        } finally {
            System.out.println("race " + name + ": " + race.rounds + " rounds " + race.outcomes);
        }
    }

    /** Lets a moment pass that chance decides: half of the time none, at most some microseconds. */
    public static void pause(RandomGenerator random) {
        int turns = random.nextBoolean() ? 0 : 1 << random.nextInt(1 + PAUSE_BITS);
        for (int i = 0; i < turns; i++) {
            Thread.onSpinWait();
        }
    }

    /** What the first thread does: it also makes and judges each round. */
    private void lead() {
        long start = System.nanoTime();
        try {
            while (System.nanoTime() - start < LENGTH.toNanos()) {
                oneRound(firstSeed + rounds);
            }
            end.complete(null);
        } catch (Throwable wrong) {
            end.completeExceptionally(new AssertionError("-Dweft.seed=" + (firstSeed + rounds - 1), wrong));
        } finally {
            steps = List.of();
            barrier.await();
        }
    }

    // This thread is the only one that writes it.
    @SuppressWarnings({"NonAtomicOperationOnVolatileField", "NonAtomicVolatileUpdate"})
    private void oneRound(long seed) throws Exception {
        rounds++;
        Random random = new Random(seed);
        Contest contest = course.fresh(random);
        steps = contest.steps().stream()
                .map(step -> late(step, random.nextLong()))
                .toList();
        barrier.await();
        takeStep(0);
        barrier.await();
        if (failure != null) {
            throw new AssertionError("a step failed", failure);
        }
        String outcome = contest.outcome();
        outcomes.merge(outcome, 1, Integer::sum);
        if (!allowed.contains(outcome)) {
            throw new AssertionError("this must not be: " + outcome);
        }
    }

    private void follow(int index) {
        barrier.await();
        while (!steps.isEmpty()) {
            takeStep(index);
            barrier.await();
            barrier.await();
        }
    }

    private void takeStep(int index) {
        try {
            steps.get(index).run();
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    private static Step late(Step step, long seed) {
        return () -> {
            pause(new Random(seed));
            step.run();
        };
    }

    private void awaitEnd(List<Thread> threads) throws InterruptedException {
        for (long seen = -1; seen != rounds; ) {
            seen = rounds;
            try {
                end.get(STUCK.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException failed) {
                throw new AssertionError(failed.getCause());
            } catch (TimeoutException stuck) {
                // Or only a long run, if there are new rounds.
            }
        }
        throw new AssertionError("-Dweft.seed=" + (firstSeed + rounds - 1) + ": stuck\n" + stacks(threads));
    }

    private static String stacks(List<Thread> threads) {
        return threads.stream()
                .flatMap(thread -> Stream.concat(
                        Stream.of(thread.getName()),
                        Arrays.stream(thread.getStackTrace()).map(frame -> "    at " + frame)))
                .collect(Collectors.joining("\n"));
    }
}
