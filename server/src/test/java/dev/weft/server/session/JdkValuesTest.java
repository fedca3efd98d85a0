package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever could hold a class of a plugin stays; the collections of plain values that handlers attach may go. */
@SuppressWarnings({"UnusedVariable", "UnnecessaryStringBuilder", "AddressSelection", "BoxingComparator"
}) // They are values.
class JdkValuesTest {

    /** A class of the plugin's, so to speak. */
    private record Own(String name) {}

    private static final class OwnList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> values() {
        return Stream.<Object>of(
                        "text",
                        7,
                        new BigDecimal("1.5"),
                        new AtomicLong(3),
                        true,
                        'x',
                        Locale.ROOT,
                        UUID.fromString("00000000-0000-0000-0000-000000000001"),
                        URI.create("http://example.org/"),
                        Instant.EPOCH,
                        Duration.ZERO,
                        TimeUnit.DAYS,
                        new byte[3],
                        new String[] {"a", "b"},
                        List.of("a", Set.of(1, 2)),
                        new ArrayDeque<>(List.of(1L)))
                .map(Arguments::of);
    }

    static Stream<Arguments> collections() {
        return Stream.<Object>of(
                        new StringBuilder("a"),
                        ZoneId.of("Asia/Tokyo"),
                        ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC),
                        new InetSocketAddress("127.0.0.1", 1),
                        new int[0][2],
                        new LinkedHashMap<>(Map.of("a", 1)),
                        new TreeSet<>(List.of("a")),
                        new TreeSet<>(List.of("a")).descendingSet(),
                        new TreeSet<String>(Comparator.reverseOrder()),
                        new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER),
                        new PriorityQueue<String>(Comparator.<String>naturalOrder()),
                        new ConcurrentSkipListMap<>(Map.of("a", 1)),
                        new CopyOnWriteArrayList<>(List.of("a")),
                        ConcurrentHashMap.newKeySet(),
                        new ArrayList<>(List.of("a", "b")).stream().toList(),
                        Collections.singletonMap("a", 1),
                        Map.of(),
                        Map.of("a", List.of(Optional.of("b"))),
                        new ConcurrentHashMap<>(Map.of("a", new AtomicReference<>("b"))),
                        new TreeMap<>(Map.of("a", 1)),
                        new PriorityQueue<>(List.of("a")),
                        Map.entry("a", "b"))
                .map(Arguments::of);
    }

    static Stream<Arguments> others() {
        return Stream.<Object>of(
                        new Own("a"),
                        new OwnList(),
                        List.of("a", new Own("b")),
                        Map.of(new Own("a"), "b"),
                        Map.of("a", List.of(Optional.of(new Own("b")))),
                        new Own[0],
                        new Object[] {new Own("a")},
                        new TreeMap<String, String>(Comparator.comparing(String::length)),
                        new TreeSet<String>(String.CASE_INSENSITIVE_ORDER.reversed()),
                        new TreeSet<String>((a, b) -> 0),
                        new PriorityQueue<String>((a, b) -> 0),
                        new PriorityBlockingQueue<String>(1, (a, b) -> 0),
                        new ConcurrentSkipListMap<String, String>((a, b) -> 0),
                        new ConcurrentSkipListSet<>(List.of("a")))
                .map(Arguments::of);
    }

    static Stream<Arguments> views() {
        return Stream.<Object>of(
                        // They hold more than they show.
                        new ArrayList<>(List.of("a", new Own("b"))).subList(0, 1),
                        List.of("a", new Own("b"), "c").subList(0, 1),
                        new TreeSet<>(List.of(1, 2)).headSet(2),
                        new TreeSet<>(List.of(1, 2)).headSet(2, false).descendingSet(),
                        new TreeMap<>(Map.of(1, new Own("a"), 2, "b")).tailMap(2),
                        new HashMap<>(Map.of("a", new Own("b"))).keySet(),
                        new HashMap<>(Map.of("a", "b")).values(),
                        new HashMap<>(Map.of("a", "b")).entrySet().iterator().next(),
                        new ConcurrentHashMap<>(Map.of("a", new Own("b"))).keySet(new Own("c")),
                        new ConcurrentHashMap<String, Object>(Map.of("a", "b")).keySet(new Own("c")),
                        Collections.synchronizedList(new OwnList()),
                        Collections.unmodifiableList(new OwnList()),
                        Collections.unmodifiableMap(new TreeMap<String, String>((a, b) -> 0)),
                        Collections.newSetFromMap(new HashMap<>()),
                        Collections.list(Collections.emptyEnumeration()).listIterator(),
                        Arrays.asList(new Own[0]),
                        new ArrayDeque<>(List.of(1)).iterator(),
                        CharBuffer.wrap(new StringBuilder()),
                        EnumSet.noneOf(TimeUnit.class),
                        new HashMap<String, String>() {
                            private static final long serialVersionUID = 1L;
                        },
                        Proxy.newProxyInstance(
                                JdkValuesTest.class.getClassLoader(),
                                new Class<?>[] {List.class},
                                (proxy, method, arguments) -> null))
                .map(Arguments::of);
    }

    static Stream<Arguments> holders() {
        return Stream.<Object>of(
                        new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
                        Collections.checkedList(new ArrayList<>(), Own.class),
                        new AtomicReference<>(new Own("a")),
                        Map.entry("a", new Own("b")),
                        (Runnable) () -> {},
                        Own.class,
                        new Object(),
                        // Of the JDK, but they may hold anything where nobody can look.
                        new CompletableFuture<>(),
                        new ThreadLocal<>(),
                        Thread.currentThread(),
                        new Exception())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource({"values", "collections"})
    void letsValuesAndCollectionsOfTheJdkCross(Object value) {
        assertTrue(JdkValues.permit(value));
    }

    @ParameterizedTest
    @MethodSource({"others", "views", "holders"})
    void letsNothingElseCross(Object object) {
        assertFalse(JdkValues.permit(object));
    }

    @Test
    void letsNothingCrossAsWell() {
        assertTrue(JdkValues.permit(null));
    }

    @Test
    void doesNotLookForEver() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);

        assertFalse(JdkValues.permit(circle));
        assertTrue(JdkValues.permit(Collections.nCopies(9_999, "a")));
        assertFalse(JdkValues.permit(Collections.nCopies(10_000, "a")));
        assertFalse(JdkValues.permit(new HashMap<>(Map.of(1, new Own("a")))));
    }
}
