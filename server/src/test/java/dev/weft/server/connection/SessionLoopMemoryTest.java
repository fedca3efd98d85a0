package dev.weft.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.spi.Session;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionLoopMemoryTest extends SessionLoopFixture {

    @Test
    void aMessageForWhichThereIsNoMemoryIsTheEnd() throws Exception {
        start(Session::send);
        assertTrue(budget.take(96_000));
        // A binary frame of 5,000 bytes, of which 4,500 are there: more than the budget has left.
        transport.peerSends(A + "82fe 1388 00000000" + "00".repeat(4_500));

        transport.awaitOutputEnd();
        transport.peerEnds();

        awaitEnd("open", "message", "close 1013");
        assertTrue(transport.received().startsWith("810161" + "88"), transport::received);
        assertEquals(96_000, budget.used());
    }

    @Test
    void theMemoryOfAMessageIsGivenBackWhenTheHandlerHasReturned() throws Exception {
        CompletableFuture<Long> during = new CompletableFuture<>();
        start((reader, message) -> during.complete(budget.used()));
        transport.peerSends("82fe 1388 00000000" + "00".repeat(5_000) + CLOSE_1000);
        transport.awaitOutputEnd();
        transport.peerEnds();

        awaitEnd("open", "message", "close 1000");
        assertEquals(5_000 + MemoryReservation.MESSAGE_OVERHEAD, during.join());
        assertEquals(0, budget.used());
    }
}
