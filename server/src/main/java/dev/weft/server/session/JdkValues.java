package dev.weft.server.session;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes objects that refer to nothing of a plugin: JDK values and collections, and their elements.
 *
 * <p><b>Decision.</b> A list of classes, compared exactly, whose contents are checked as well. <b>Rejected.</b>
 * Accepting every collection of the JDK: views (a {@code subList}) and wrappers ({@code Collections.synchronizedList},
 * {@code Arrays.asList}) refer to more than they show.
 */
final class JdkValues {

    /** Why 8? State is rarely nested deeper, and this stops at a collection that contains itself. */
    private static final int MAX_DEPTH = 8;

    /** Why 10,000? Checking that many takes under a millisecond; larger state belongs in a database. */
    private static final int MAX_VALUES = 10_000;

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            StringBuilder.class,
            StringBuffer.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            MathContext.class,
            AtomicBoolean.class,
            AtomicInteger.class,
            AtomicLong.class,
            AtomicIntegerArray.class,
            AtomicLongArray.class,
            LongAdder.class,
            DoubleAdder.class,
            BitSet.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            UUID.class,
            URI.class,
            InetSocketAddress.class,
            Inet4Address.class,
            Inet6Address.class,
            Locale.class,
            Currency.class,
            Pattern.class,
            Date.class,
            Instant.class,
            Duration.class,
            Period.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneOffset.class,
            ZoneId.of("Europe/Paris").getClass());

    private static final Set<Class<?>> COLLECTIONS = Set.copyOf(Arrays.asList(
            ArrayList.class,
            LinkedList.class,
            Vector.class,
            ArrayDeque.class,
            HashSet.class,
            LinkedHashSet.class,
            TreeSet.class,
            PriorityQueue.class,
            CopyOnWriteArrayList.class,
            CopyOnWriteArraySet.class,
            ConcurrentLinkedQueue.class,
            ConcurrentLinkedDeque.class,
            ArrayBlockingQueue.class,
            LinkedBlockingQueue.class,
            LinkedBlockingDeque.class,
            PriorityBlockingQueue.class,
            List.of().getClass(),
            List.of(1).getClass(),
            Set.of().getClass(),
            Set.of(1).getClass(),
            Collections.emptyList().getClass(),
            Collections.emptySet().getClass(),
            Collections.singletonList(1).getClass(),
            Collections.singleton(1).getClass(),
            Collections.nCopies(1, 1).getClass()));

    private static final Set<Class<?>> MAPS = Set.of(
            HashMap.class,
            LinkedHashMap.class,
            Hashtable.class,
            IdentityHashMap.class,
            TreeMap.class,
            ConcurrentHashMap.class,
            ConcurrentSkipListMap.class,
            Map.of().getClass(),
            Map.of(1, 1).getClass(),
            Collections.emptyMap().getClass(),
            Collections.singletonMap(1, 1).getClass());

    private static final Set<Class<?>> ENTRIES = Set.of(
            AbstractMap.SimpleEntry.class,
            AbstractMap.SimpleImmutableEntry.class,
            Map.entry(1, 1).getClass());

    /** Compared by identity: the {@code equals} of a comparator may be the plugin's. */
    private static final Set<Object> COMPARATORS = Collections.newSetFromMap(new IdentityHashMap<>());

    static {
        COMPARATORS.addAll(
                List.of(Comparator.naturalOrder(), Comparator.reverseOrder(), String.CASE_INSENSITIVE_ORDER));
    }

    private int left = MAX_VALUES;

    private JdkValues() {}

    /** Whether an object consists only of permitted classes. */
    static boolean permit(@Nullable Object object) {
        return new JdkValues().permits(object, 0);
    }

    private boolean permits(@Nullable Object object, int depth) {
        if (object == null) {
            return true;
        }
        if (--left < 0 || depth > MAX_DEPTH) {
            return false;
        }
        Class<?> type = object.getClass();
        if (VALUES.contains(type)) {
            return true;
        }
        int inside = depth + 1;
        return switch (object) {
            case Map<?, ?> map ->
                MAPS.contains(type) && isOrderedByTheJdk(map) && all(map.keySet(), inside) && all(map.values(), inside);
            case ConcurrentHashMap.KeySetView<?, ?> set ->
                permits(set.getMap(), inside) && permits(set.getMappedValue(), inside);
            case Collection<?> many -> COLLECTIONS.contains(type) && isOrderedByTheJdk(many) && all(many, inside);
            case Map.Entry<?, ?> pair ->
                ENTRIES.contains(type) && permits(pair.getKey(), inside) && permits(pair.getValue(), inside);
            case Optional<?> one -> permits(one.orElse(null), inside);
            case AtomicReference<?> one -> type.equals(AtomicReference.class) && permits(one.get(), inside);
            case Enum<?> constant -> isOfTheJdk(constant.getDeclaringClass());
            default -> type.isArray() && permitsArray(object, inside);
        };
    }

    private boolean permitsArray(Object array, int depth) {
        return isOfTheJdk(array.getClass()) && (!(array instanceof Object[] many) || all(Arrays.asList(many), depth));
    }

    private boolean all(Collection<?> many, int depth) {
        for (Object each : many) {
            if (!permits(each, depth)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOrderedByTheJdk(Object sorted) {
        return switch (sorted) {
            case SortedMap<?, ?> map -> isPermitted(map.comparator());
            // A view of part of a TreeSet is a TreeSet too; only the whole set knows its size without counting.
            case SortedSet<?> set ->
                isPermitted(set.comparator()) && set.spliterator().hasCharacteristics(Spliterator.SIZED);
            case PriorityQueue<?> queue -> isPermitted(queue.comparator());
            case PriorityBlockingQueue<?> queue -> isPermitted(queue.comparator());
            default -> true;
        };
    }

    private static boolean isPermitted(@Nullable Comparator<?> comparator) {
        return comparator == null || COMPARATORS.contains(comparator);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }
}
