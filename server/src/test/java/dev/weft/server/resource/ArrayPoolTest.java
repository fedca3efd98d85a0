package dev.weft.server.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrayPoolTest {

    private final ArrayPool pool = new ArrayPool(2);

    @Test
    void lendsNoMoreThanItsLimitAtOnce() {
        byte[] first = pool.borrow();
        assertNotNull(first);
        assertNotNull(pool.borrow());

        byte[] third = pool.borrow();
        // Not assertNull, which would print 64 KiB.
        assertTrue(third == null, "a third one");
        assertEquals(2, pool.lent());
        pool.giveBack(first);
        assertSame(first, pool.borrow());
    }

    @Test
    void countsWhatIsLent() {
        byte[] array = pool.borrow();
        assertNotNull(array);
        assertEquals(1, pool.lent());

        pool.giveBack(array);

        assertEquals(0, pool.lent());
    }
}
