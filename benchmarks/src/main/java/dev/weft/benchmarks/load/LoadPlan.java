package dev.weft.benchmarks.load;

import java.time.Duration;

/**
 * What a run does.
 *
 * @param target the server
 * @param traffic who sends how much to whom
 * @param shape size and content of the messages
 * @param window how long to warm up and to measure
 */
record LoadPlan(Target target, Traffic traffic, MessageShape shape, Window window) {

    /** What the server does with a message. */
    enum Pattern {
        /** It sends it back. */
        ECHO,
        /** It sends it to every connection. The first connection publishes. */
        FAN_OUT
    }

    /**
     * Who sends how much to whom.
     *
     * @param pattern what the server does with a message
     * @param connections how many, all threads together
     * @param inFlight messages that wait for their reply at any moment, per connection; in a fan-out, published at once, and
     *     again when all of them have arrived everywhere
     */
    record Traffic(Pattern pattern, int connections, int inFlight) {

        Traffic {
            if (connections < 1 || inFlight < 1) {
                throw new IllegalArgumentException("at least one connection and one message in flight are needed");
            }
        }
    }

    /**
     * The measured part of a run. Warm-up ends when both its time and its count are reached.
     *
     * @param warmUp the least warm-up time
     * @param warmUpMessages the least number of messages before measuring
     * @param measured how long to measure
     */
    record Window(Duration warmUp, long warmUpMessages, Duration measured) {

        /** Why 4? A server that is far too slow for the count must end the run, not hang it. */
        private static final int WARM_UP_STRETCH = 4;

        /** Why 10? Long enough for a server that answers one message per second to be told from one that hangs. */
        private static final Duration LEAST_LIMIT = Duration.ofSeconds(10);

        /** The most time the warm-up may take while the count is not reached. */
        Duration warmUpLimit() {
            Duration stretched = warmUp.multipliedBy(WARM_UP_STRETCH);
            return stretched.compareTo(LEAST_LIMIT) > 0 ? stretched : LEAST_LIMIT;
        }
    }
}
