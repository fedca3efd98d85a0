package dev.weft.server.plugin.unload;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The thread locals of a thread, whose values live as long as the thread does. The JDK shows them to nobody, so this looks
 * where it keeps them; without leave to ({@code Add-Opens: java.base/java.lang} of the server's manifest), there are none
 * to be found.
 */
public final class ThreadLocals {

    /** Why 3? A value is an object of the plugin's, or a collection of them; deeper would be a search of the heap. */
    private static final int MAX_DEPTH = 3;

    private static final List<String> FIELDS = List.of("threadLocals", "inheritableThreadLocals");

    private ThreadLocals() {}

    /** All thread locals of one thread, which has none of them now. */
    public static final class Aside {
        private final Map<String, Object> maps = new HashMap<>();

        private Aside() {}

        /** Puts them back; on their own thread. */
        public void restore() {
            maps.forEach(ThreadLocals::write);
        }
    }

    /** Takes them all from the calling thread; the JDK makes those of its own again when it needs them. */
    public static Aside setAside() {
        Aside aside = new Aside();
        for (String field : FIELDS) {
            try {
                Object map = read(Thread.class, field, Thread.currentThread());
                if (map != null && write(field, null)) {
                    aside.maps.put(field, map);
                }
            } catch (ReflectiveOperationException | RuntimeException notShown) {
                // Then they stay where they are.
            }
        }
        return aside;
    }

    private static boolean write(String name, @Nullable Object map) {
        try {
            Field field = Thread.class.getDeclaredField(name);
            field.setAccessible(true);
            field.set(Thread.currentThread(), map);
            return true;
        } catch (ReflectiveOperationException | RuntimeException notShown) {
            return false;
        }
    }

    /** Whether a thread holds an object of a loader's classes in this way, as far as can be seen. */
    static boolean hold(Thread thread, ClassLoader classes) {
        for (String field : FIELDS) {
            if (holds(field, thread, classes)) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(String field, Thread thread, ClassLoader classes) {
        try {
            Object map = read(Thread.class, field, thread);
            Object table = map == null ? null : read(map.getClass(), "table", map);
            if (table instanceof Object[] entries) {
                for (Object entry : entries) {
                    // The key is held weakly, and the value as long as the thread lives.
                    if (entry != null && isOf(read(entry.getClass(), "value", entry), classes, 0)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (ReflectiveOperationException | RuntimeException notShown) {
            // Or it changed meanwhile: it is the other thread's.
            return false;
        }
    }

    private static boolean isOf(@Nullable Object value, ClassLoader classes, int depth) {
        if (value == null || depth > MAX_DEPTH) {
            return false;
        }
        ClassLoader own = value.getClass().getClassLoader();
        if (classes.equals(own)
                || classes.equals(value)
                || (value instanceof Class<?> type && classes.equals(type.getClassLoader()))) {
            return true;
        }
        // Of the JDK's collections alone: going through another would run somebody's code.
        return own == null
                && switch (value) {
                    case Map<?, ?> map ->
                        isAnyOf(map.keySet(), classes, depth) || isAnyOf(map.values(), classes, depth);
                    case Collection<?> many -> isAnyOf(many, classes, depth);
                    case Object[] many -> isAnyOf(Arrays.asList(many), classes, depth);
                    case Reference<?> one -> isOf(one.get(), classes, depth + 1);
                    default -> false;
                };
    }

    private static boolean isAnyOf(Collection<?> many, ClassLoader classes, int depth) {
        for (Object each : many) {
            if (isOf(each, classes, depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Object read(Class<?> type, String name, Object object)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }
}
