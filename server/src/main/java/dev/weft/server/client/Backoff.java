package dev.weft.server.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * When to connect again: the rules of the browser's client library. The waits are random, so that clients do not come
 * back together, and double with each failure. Used by one thread at a time.
 */
final class Backoff {

    private static final Duration MIN = Duration.ofSeconds(1);

    private static final Duration MAX = Duration.ofSeconds(30);

    /** Why 10 s? A server that accepts and fails at once must not be asked without a pause; one that lasts may be. */
    private static final Duration STABLE = Duration.ofSeconds(10);

    /** The server is done with the client, or finds it wrong: the next attempt would end in the same way. */
    private static final Set<Integer> FINAL = Set.of(1000, 1002, 1003, 1007, 1008, 1009);

    /** RFC 6455 7.4.2: codes from here on are an application's, which alone knows what they mean. */
    private static final int APPLICATION = 3000;

    /** The server restarts, or has no room. */
    private static final Set<Integer> SLOW = Set.of(1012, 1013);

    /** Whoever must not be asked again soon is waited for as after so many failures. */
    private static final int SLOW_ATTEMPT = 3;

    /** Why 20? Any larger power of two is beyond the longest wait as well. */
    private static final int MOST_DOUBLINGS = 20;

    private final Duration min;
    private final Duration max;
    private final RandomGenerator random;
    private int attempt;

    Backoff(RandomGenerator random) {
        this(MIN, MAX, random);
    }

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.min = min;
        this.max = max;
        this.random = random;
    }

    /** How long to wait after the end of a connection that lasted so long; empty if it is final. */
    Optional<Duration> after(Ending ending, Duration lived) {
        if (lived.compareTo(STABLE) >= 0) {
            attempt = 0;
        }
        return switch (ending) {
            case Ending.GivenUp givenUp -> Optional.empty();
            case Ending.Broken broken -> Optional.of(wait(false));
            case Ending.Closed closed ->
                FINAL.contains(closed.code()) || closed.code() >= APPLICATION
                        ? Optional.empty()
                        : Optional.of(wait(SLOW.contains(closed.code())));
        };
    }

    /** How long to wait after an attempt that failed. */
    Duration afterFailure() {
        return wait(true);
    }

    /** All of it is chance; but half of it is fixed where it must not be short. */
    private Duration wait(boolean slow) {
        int now = slow ? Math.max(attempt, SLOW_ATTEMPT) : attempt;
        attempt = now + 1;
        long longest = Math.min(max.toMillis(), min.toMillis() << Math.min(now, MOST_DOUBLINGS));
        double chance = random.nextDouble();
        return Duration.ofMillis((long) (longest * (slow ? 0.5 + chance / 2 : chance)));
    }
}
