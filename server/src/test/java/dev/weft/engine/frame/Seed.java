package dev.weft.engine.frame;

import java.util.Random;
import java.util.SplittableRandom;

/** Chance that can be repeated: the seed is printed, and {@code -Dweft.seed=N} sets it. */
public final class Seed {

    private Seed() {}

    /** The random numbers of one test. */
    public static Random random(String test) {
        Long set = Long.getLong("weft.seed");
        long seed = set == null ? new SplittableRandom().nextLong() : set;
        System.out.println(test + ": -Dweft.seed=" + seed + " repeats this run");
        return new Random(seed);
    }
}
