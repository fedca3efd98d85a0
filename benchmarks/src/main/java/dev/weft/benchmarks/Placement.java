package dev.weft.benchmarks;

import java.io.IOException;

/** On which cores server and load generator run. */
enum Placement {
    PINNED("pinned, server and client on a core each"),
    UNPINNED("not pinned, server and client together on all cores"),
    NOT_PINNABLE("NOT pinned (no second core, or no taskset)");

    private final String label;

    Placement(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** A core each, if this machine can do it. */
    static Placement pinnedIfPossible() {
        return Runtime.getRuntime().availableProcessors() > 1 && hasTaskset() ? PINNED : NOT_PINNABLE;
    }

    private static boolean hasTaskset() {
        try {
            return new ProcessBuilder("taskset", "-c", "0,1", "true").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
