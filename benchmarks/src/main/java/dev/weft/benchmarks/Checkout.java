package dev.weft.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The source checkout that this program runs in.
 *
 * @param root where {@code bin/weft} is
 */
record Checkout(Path root) {

    /** The checkout whose root, or whose benchmarks folder, is the working folder. */
    static Checkout find() {
        Path here = Path.of("").toAbsolutePath();
        return new Checkout(Files.exists(here.resolve("bin/weft")) ? here : here.getParent());
    }

    Path benchmarks() {
        return root.resolve("benchmarks");
    }

    /** A folder for what this program makes; Maven's {@code clean} removes it. */
    Path target(String name) {
        return benchmarks().resolve("target").resolve(name);
    }
}
