package dev.weft.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The number of open files this process may have, which bounds its connections. */
public final class OpenFileLimit {

    /** Why 200? JARs, the selector, pipes and what the JDK opens for itself, with room to spare. */
    private static final int RESERVED = 200;

    private OpenFileLimit() {}

    /**
     * Checks that a process started here can hold this many connections.
     *
     * @param connections how many
     * @throws IllegalStateException if the limit is too low, saying what to do
     */
    public static void require(int connections) {
        OptionalLong limit = hard();
        if (limit.isPresent() && limit.getAsLong() < connections + RESERVED) {
            throw new IllegalStateException(
                    "%d connections need %d open files per process, but the limit is %d: raise it with ulimit -n %d, or ask for fewer"
                            .formatted(connections, connections + RESERVED, limit.getAsLong(), connections + RESERVED));
        }
    }

    /** The hard limit: the JVM raises its soft limit to it at start (MaxFDLimit). Empty where /proc does not tell. */
    private static OptionalLong hard() {
        try (var lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split(" {2,}")[2])
                    .filter(value -> value.chars().allMatch(Character::isDigit))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
