package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.weft.server.plugin.Deployed;
import dev.weft.spi.Handshake;
import dev.weft.spi.Session;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrossingTest {

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
                        new ArrayDeque<>(List.of(1L)),
                        Collections.synchronizedList(new ArrayList<>(List.of("a"))),
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
                        new TreeMap<String, String>(Comparator.reverseOrder()),
                        new TreeSet<String>(Comparator.reverseOrder()),
                        new PriorityQueue<String>(Comparator.reverseOrder()),
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
    @MethodSource("values")
    void letsValuesAndCollectionsOfTheJdkCross(Object value) {
        assertTrue(Crossing.isOfTheJdk(value));
    }

    @ParameterizedTest
    @MethodSource("others")
    void letsNothingElseCross(Object object) {
        assertFalse(Crossing.isOfTheJdk(object));
    }

    @Test
    void letsNothingCrossAsWell() {
        assertTrue(Crossing.isOfTheJdk(null));
    }

    @Test
    void letsNothingCrossThatChangesWhileItIsLookedAt() {
        List<String> whole = new ArrayList<>(List.of("a", "b"));
        List<String> part = whole.subList(0, 1);
        whole.add("c");
        Session session = mock();
        Handshake handshake = mock();
        when(session.handshake()).thenReturn(handshake);
        when(handshake.subprotocol()).thenReturn(Optional.empty());
        when(session.attachment(Object.class)).thenReturn(Optional.of(part));

        assertFalse(Crossing.isPossible(session, Deployed.handler("echo", Session::send)));
    }

    @Test
    void doesNotLookForEver() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);

        assertFalse(Crossing.isOfTheJdk(circle));
        assertTrue(Crossing.isOfTheJdk(Collections.nCopies(9_999, "a")));
        assertFalse(Crossing.isOfTheJdk(Collections.nCopies(10_000, "a")));
        assertFalse(Crossing.isOfTheJdk(new HashMap<>(Map.of(1, new Own("a")))));
    }
}
