package dev.weft.server.connection;

import dev.weft.server.plugin.Generation;
import dev.weft.spi.Session;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What can cross from one generation of a handler to the next: nothing that holds a class of the plugin's, because that
 * would be another class afterwards, and would keep the old ones in memory.
 */
final class Crossing {

    /** Why 8? State is rarely nested deeper, and a collection that holds itself ends here. */
    private static final int MAX_DEPTH = 8;

    /** Why 10,000? Looking at so many takes under a millisecond; larger state belongs to a database. */
    private static final int MAX_VALUES = 10_000;

    private int left = MAX_VALUES;

    private Crossing() {}

    /** Whether a session can go on with another generation, if that wants it. To be called inside the guard. */
    static boolean isPossible(Session session, Generation next) {
        boolean isSpoken = session.handshake()
                .subprotocol()
                .map(next.subprotocols()::contains)
                .orElse(true);
        try {
            return isSpoken && isOfTheJdk(session.attachment(Object.class).orElse(null));
        } catch (Throwable thrown) {
            // By a collection that changes meanwhile, or by code of the plugin's: a view of the JDK's asks what is
            // behind it.
            return false;
        }
    }

    /** Whether an object is made of the JDK's value and collection types alone. */
    static boolean isOfTheJdk(@Nullable Object object) {
        return new Crossing().isOfTheJdk(object, 0);
    }

    private boolean isOfTheJdk(@Nullable Object object, int depth) {
        if (object == null) {
            return true;
        }
        // A subclass of the plugin's is none of the JDK's.
        if (--left < 0 || depth > MAX_DEPTH || !isJdkClass(object.getClass())) {
            return false;
        }
        if (holdsMoreThanItShows(object)) {
            return false;
        }
        return switch (object) {
            case Map<?, ?> map -> allOfTheJdk(map.keySet(), depth) && allOfTheJdk(map.values(), depth);
            case Collection<?> many -> allOfTheJdk(many, depth);
            case Object[] many -> allOfTheJdk(Arrays.asList(many), depth);
            case Optional<?> one -> isOfTheJdk(one.orElse(null), depth + 1);
            case AtomicReference<?> one -> isOfTheJdk(one.get(), depth + 1);
            case Map.Entry<?, ?> pair -> isOfTheJdk(pair.getKey(), depth + 1) && isOfTheJdk(pair.getValue(), depth + 1);
            default -> isValue(object);
        };
    }

    /** A comparator or the type of its elements, which may be the plugin's. */
    private static boolean holdsMoreThanItShows(Object object) {
        return switch (object) {
            case SortedMap<?, ?> sorted -> sorted.comparator() != null;
            case SortedSet<?> sorted -> sorted.comparator() != null;
            case PriorityQueue<?> sorted -> sorted.comparator() != null;
            case PriorityBlockingQueue<?> sorted -> sorted.comparator() != null;
            case EnumMap<?, ?> typed -> true;
            case EnumSet<?> typed -> true;
            default -> object.getClass().getName().startsWith("java.util.Collections$Checked");
        };
    }

    private boolean allOfTheJdk(Collection<?> many, int depth) {
        for (Object each : many) {
            if (!isOfTheJdk(each, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /** Types that hold nothing but what they say. Others of the JDK, such as a Thread or a Future, may hold anything. */
    private static boolean isValue(Object object) {
        return object instanceof CharSequence
                || object instanceof Boolean
                || object instanceof Character
                || object instanceof Number
                || object instanceof AtomicBoolean
                || object instanceof UUID
                || object instanceof URI
                || object instanceof Locale
                || object instanceof TemporalAccessor
                || object instanceof TemporalAmount
                || object instanceof Enum<?>
                || (object.getClass().isArray()
                        && object.getClass().getComponentType().isPrimitive());
    }

    private static boolean isJdkClass(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }
}
