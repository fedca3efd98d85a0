package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.http.HeaderFields;
import dev.weft.engine.message.MessageLimits;
import dev.weft.engine.session.ServerProtocol;
import dev.weft.server.config.SlowClient;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.outbound.Cork;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.OutboxSettings;
import dev.weft.server.outbound.SocketWriter;
import dev.weft.server.outbound.TimeSlice;
import dev.weft.server.resource.ArrayPool;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.Deadline;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.spi.Message;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The reader alone: the test's thread is the session's. */
@Timeout(30)
class InboundReaderTest implements ServerSession.ConnectionControl {

    private final MemoryTransport transport = new MemoryTransport();
    private final CoarseClock clock = new CoarseClock();
    private final TimeSlice slice = new TimeSlice(transport, clock);
    private final ArrayPool arrays = new ArrayPool(4);
    private final MemoryBudget budget = new MemoryBudget(100_000);
    private final ServerSession session = new ServerSession(
            7,
            new ServerHandshake("/", null, HeaderFields.EMPTY, null, transport.remoteAddress()),
            new Outbox(
                    new SocketWriter(transport, clock, slice),
                    Thread.currentThread(),
                    new OutboxSettings(1000, SlowClient.CLOSE, Cork.pool(), budget),
                    FrameFactory.AS_IT_IS),
            FrameFactory.PLAIN,
            this);
    private final InboundReader reader = new InboundReader(
            new InboundReader.Wiring(transport, new Deadline(clock), slice, budget, null),
            new ServerProtocol(Optional.empty(), new MessageLimits(1 << 20, 100), arrays),
            session);

    @Override
    public void closingBegun() {}

    @Override
    public void abort() {
        transport.abort();
    }

    @Override
    public long now() {
        return clock.millis();
    }

    private String nextText() {
        return assertInstanceOf(Message.Text.class, reader.next()).text();
    }

    @Test
    void knowsWhetherTheNextMessageIsThereAlready() {
        transport.peerSends(SessionLoopFixture.A + SessionLoopFixture.B);

        assertEquals("a", nextText());
        assertTrue(reader.hasNext());
        assertEquals("b", nextText());
        assertFalse(reader.hasNext());
    }

    @Test
    void answersAPingBeforeTheMessageBehindIt() {
        transport.peerSends(SessionLoopFixture.PING + SessionLoopFixture.A);

        assertEquals("a", nextText());
        session.outbox().flush();

        transport.awaitReceived("8a00");
    }

    @Test
    void returnsWithoutAMessageWhenItIsWoken() {
        transport.wakeReader();

        assertNull(reader.next());
        assertFalse(reader.hasEnded());
    }

    @Test
    void endsTheSessionWhenThePeerIsGone() {
        transport.peerEnds();

        assertNull(reader.next());

        assertTrue(reader.hasEnded());
        assertTrue(session.hasEnded());
        assertTrue(transport.isCut());
        assertEquals(1006, session.closing().code());
    }

    @Test
    void closesTheSessionOfAPeerThatBreaksARule() {
        // RFC 6455 5.1: a client's frame has to be masked.
        transport.peerSends("810161");
        transport.peerEnds();

        assertNull(reader.next());

        assertEquals(1002, session.closing().code());
        assertTrue(transport.received().matches("88..03ea.*"), transport::received);
    }

    @Test
    void echoesTheCodeOfAClose() {
        transport.peerSends(SessionLoopFixture.CLOSE_1000);
        transport.peerEnds();

        assertNull(reader.next());

        transport.awaitReceived("880203e8");
        assertEquals(1000, session.closing().code());
    }

    @Test
    void holdsMemoryForAMessageUntilItsHandlerHasReturned() {
        transport.peerSends(SessionLoopFixture.BINARY_4000);
        Message message = reader.next();
        assertNotNull(message);
        long held = budget.used();
        assertTrue(held >= 4000, () -> held + " bytes");

        reader.handled(message);
        assertTrue(budget.used() < 4000);

        transport.peerEnds();
        reader.next();
        reader.close();
        assertEquals(0, budget.used());
        assertEquals(0, arrays.lent());
    }
}
