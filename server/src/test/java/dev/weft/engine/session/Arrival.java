package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the same bytes can arrive.
 *
 * @param name for the message of a failed test
 * @param early how many came together with the request head
 * @param reads how many the next read brings at most, by the position it begins at
 */
record Arrival(String name, int early, IntUnaryOperator reads) {

    /** Why 600? Up to here every single split and size is tried, after it a few. */
    private static final int TRY_ALL = 600;

    static Arrival whole() {
        return new Arrival("in one piece", 0, at -> Integer.MAX_VALUE);
    }

    static Arrival splitAt(int split) {
        return new Arrival("split at " + split, 0, at -> at < split ? split - at : Integer.MAX_VALUE);
    }

    static Arrival readsOf(int size) {
        return new Arrival("in reads of " + size, 0, at -> size);
    }

    static Arrival early(int count) {
        return new Arrival(count + " with the request head", count, at -> Integer.MAX_VALUE);
    }

    /** Every way that can matter for so many bytes. */
    static List<Arrival> all(int length) {
        List<Arrival> all = new ArrayList<>();
        all.add(whole());
        all.add(early(length));
        for (int n = 1; n < length; n = next(n, length)) {
            all.add(splitAt(n));
            all.add(readsOf(n));
            all.add(early(n));
        }
        return all;
    }

    private static int next(int n, int length) {
        boolean interesting = length <= TRY_ALL || n <= 20 || n >= length - 10;
        return interesting ? n + 1 : Math.min(length - 10, n + 1 + length / 23);
    }

    /** Lets the bytes arrive, and returns the events, up to the last one or the end of the bytes. */
    List<String> deliver(byte[] bytes, ServerProtocol protocol) {
        List<String> events = new ArrayList<>();
        protocol.receivedEarly(ByteBuffer.wrap(bytes, 0, early));
        int at = early;
        while (true) {
            drain(protocol, events);
            if (at == bytes.length) {
                return events;
            }
            at += read(protocol, bytes, at, reads.applyAsInt(at));
        }
    }

    /** Asks for events until there is none. */
    static void drain(ServerProtocol protocol, List<String> events) {
        for (@Nullable Event event = protocol.next(); event != null; event = protocol.next()) {
            events.add(EventText.of(event));
        }
    }

    /** One read of a socket: as many bytes as fit the space and arrived at once; returns how many. */
    static int read(ServerProtocol protocol, byte[] bytes, int from, int most) {
        ByteBuffer space = protocol.space();
        assertTrue(space.hasRemaining(), "no room for the byte at " + from);
        int count = Math.min(most, Math.min(space.remaining(), bytes.length - from));
        space.put(bytes, from, count);
        protocol.received(count);
        return count;
    }
}
