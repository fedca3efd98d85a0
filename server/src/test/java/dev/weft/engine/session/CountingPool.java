package dev.weft.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pool that knows what is out, and spoils what comes back, so that a use after the return shows in the events. */
final class CountingPool implements BufferPool {

    /** As a server would choose it: a message of 64 KiB with its header. */
    static final int LARGE = 64 * 1024 + 16;

    private static final byte SPOILT = (byte) 0x83;

    private final int limit;
    private final int size;
    private final Set<byte[]> lent = Collections.newSetFromMap(new IdentityHashMap<>());
    private int borrowed;

    /** Lends so many arrays of so many bytes at once. */
    CountingPool(int limit, int size) {
        this.limit = limit;
        this.size = size;
    }

    static CountingPool plenty() {
        return new CountingPool(Integer.MAX_VALUE, LARGE);
    }

    static CountingPool exhausted() {
        return new CountingPool(0, LARGE);
    }

    @Override
    public byte @Nullable [] borrow() {
        if (lent.size() >= limit) {
            return null;
        }
        byte[] array = new byte[size];
        Arrays.fill(array, SPOILT);
        lent.add(array);
        borrowed++;
        return array;
    }

    @Override
    public void giveBack(byte[] array) {
        assertTrue(lent.remove(array), "given back what was not lent");
        Arrays.fill(array, SPOILT);
    }

    /** How many times something was lent. */
    int borrowed() {
        return borrowed;
    }

    /** How many are out now. */
    int out() {
        return lent.size();
    }

    void assertNothingOut() {
        assertEquals(0, lent.size(), "arrays not given back");
    }
}
