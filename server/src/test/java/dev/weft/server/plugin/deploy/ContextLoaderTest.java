package dev.weft.server.plugin.deploy;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.server.plugin.inspect.SpiLoader;
import org.junit.jupiter.api.Test;

class ContextLoaderTest {

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();
    private final ClassLoader plugin = new SpiLoader();

    @Test
    void setsTheLoaderForTheCallAndPutsTheOldOneBack() {
        ContextLoader swap = ContextLoader.with(plugin);
        try (swap) {
            assertSame(plugin, Thread.currentThread().getContextClassLoader());
        }

        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void putsTheOldOneBackAfterAThrow() {
        ContextLoader swap = ContextLoader.with(plugin);
        assertThrows(IllegalStateException.class, () -> {
            try (swap) {
                throw new IllegalStateException("thrown by a plugin");
            }
        });

        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    @Test
    void nests() {
        ClassLoader inner = new SpiLoader();
        ContextLoader outerSwap = ContextLoader.with(plugin);
        try (outerSwap) {
            ContextLoader innerSwap = ContextLoader.with(inner);
            try (innerSwap) {
                assertSame(inner, Thread.currentThread().getContextClassLoader());
            }
            assertSame(plugin, Thread.currentThread().getContextClassLoader());
        }
    }

    @Test
    void putsBackWhatThePluginChangedItself() {
        ContextLoader swap = ContextLoader.with(plugin);
        try (swap) {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        }

        assertSame(before, Thread.currentThread().getContextClassLoader());
    }
}
