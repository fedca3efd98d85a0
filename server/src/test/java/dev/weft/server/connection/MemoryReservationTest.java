package dev.weft.server.connection;

import static dev.weft.server.connection.MemoryReservation.KEPT;
import static dev.weft.server.connection.MemoryReservation.MESSAGE_OVERHEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryReservationTest {

    private final MemoryBudget budget = new MemoryBudget(20_000);
    private final MemoryReservation reservation = new MemoryReservation(budget);

    @Test
    void aConnectionThatHasReceivedNothingTakesNothing() {
        assertTrue(reservation.arriving(0));

        assertEquals(0, budget.used());
    }

    @Test
    void shortMessagesOneAfterTheOtherComeOutOfWhatTheConnectionKeeps() {
        for (int i = 0; i < 100; i++) {
            assertTrue(reservation.arrived(64));
            assertEquals(KEPT, budget.used());
            reservation.release(64);
            assertEquals(KEPT, budget.used());
        }
        reservation.end();

        assertEquals(0, budget.used());
    }

    @Test
    void shortMessagesThatAreHeldCountWithTheirObjects() {
        for (int i = 0; i < 100; i++) {
            assertTrue(reservation.arrived(1));
        }
        assertEquals(100 * (1 + MESSAGE_OVERHEAD), budget.used());
        assertTrue(reservation.arrived(0));

        assertEquals(100 * (1 + MESSAGE_OVERHEAD) + MESSAGE_OVERHEAD, budget.used());
    }

    @Test
    void anArrivingMessageTakesWhatItGrowsByFromTheFirstByteOn() {
        assertTrue(reservation.arriving(1));
        assertEquals(KEPT, budget.used());
        assertTrue(reservation.arriving(2_000));
        assertEquals(2_000 + MESSAGE_OVERHEAD, budget.used());
        assertTrue(reservation.arriving(8_192));
        assertEquals(8_192 + MESSAGE_OVERHEAD, budget.used());
        assertFalse(reservation.arriving(20_000));
        assertEquals(8_192 + MESSAGE_OVERHEAD, budget.used());
        reservation.end();

        assertEquals(0, budget.used());
    }

    @Test
    void aWholeMessageIsHeldUntilItIsReleasedWhateverArrivesNext() {
        reservation.arriving(8_192);

        assertTrue(reservation.arrived(5_000));
        assertEquals(5_000 + MESSAGE_OVERHEAD, budget.used());
        assertTrue(reservation.arriving(0));
        assertTrue(reservation.arriving(700));
        assertEquals(5_000 + 700 + 2 * MESSAGE_OVERHEAD, budget.used());
        assertTrue(reservation.arriving(0));
        reservation.release(5_000);

        assertEquals(KEPT, budget.used());
    }

    @Test
    void whatTheHandlerStillHoldsAfterTheEndIsGivenBackByIt() {
        reservation.arrived(10);
        reservation.arriving(500);

        reservation.end();
        reservation.end();
        assertEquals(10 + MESSAGE_OVERHEAD, budget.used());
        reservation.release(10);

        assertEquals(0, budget.used());
    }

    @Test
    void anInflatedMessageMayBeLargerThanWhatArrived() {
        reservation.arriving(512);

        assertFalse(reservation.arrived(20_000));
        assertTrue(reservation.arrived(19_000));
        assertEquals(19_000 + MESSAGE_OVERHEAD, budget.used());
    }

    @Test
    void thereIsNothingForAFirstMessageIfOthersHoldAll() {
        assertTrue(budget.take(20_000 - KEPT + 1));

        assertFalse(reservation.arriving(1));
        assertFalse(reservation.arrived(0));
        assertEquals(20_000 - KEPT + 1, budget.used());
        reservation.end();

        assertEquals(20_000 - KEPT + 1, budget.used());
    }
}
