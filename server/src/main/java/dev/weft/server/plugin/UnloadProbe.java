package dev.weft.server.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.Objects;

/**
 * A class that nothing holds. It is gone after the next collection that unloads classes, and after no other: collections of
 * the young generation take classes for live, as they do with a plugin's.
 */
final class UnloadProbe {

    private UnloadProbe() {}

    /** Makes one more, which is garbage from the beginning. */
    static Reference<?> release() {
        try (InputStream bytes = Objects.requireNonNull(UnloadProbe.class.getResourceAsStream("UnloadProbe.class"))) {
            // JDK: a hidden class "may be unloaded" by itself, before its loader, unless it is made with STRONG.
            return new WeakReference<>(MethodHandles.lookup()
                    .defineHiddenClass(bytes.readAllBytes(), false)
                    .lookupClass());
        } catch (IOException | IllegalAccessException impossible) {
            throw new UncheckedIOException(new IOException(impossible));
        }
    }
}
