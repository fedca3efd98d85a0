package dev.weft.server.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.engine.http.HeaderFields;
import dev.weft.server.config.SlowClient;
import dev.weft.server.net.MemoryTransport;
import dev.weft.server.outbound.Cork;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.Outbox;
import dev.weft.server.outbound.OutboxSettings;
import dev.weft.server.outbound.SocketWriter;
import dev.weft.server.outbound.TimeSlice;
import dev.weft.server.resource.CoarseClock;
import dev.weft.server.resource.MemoryBudget;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Message;
import dev.weft.spi.SessionClosedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerSessionTest implements ServerSession.ConnectionControl {

    private final MemoryTransport transport = new MemoryTransport();
    private final CoarseClock clock = new CoarseClock();

    /** What the session has told its connection, and its listeners. */
    private final List<String> told = new ArrayList<>();

    private long now = 1;

    private final ServerSession session = new ServerSession(
            7,
            new ServerHandshake("/", null, HeaderFields.EMPTY, null, transport.remoteAddress()),
            new Outbox(
                    new SocketWriter(transport, clock, new TimeSlice(transport, clock)),
                    Thread.currentThread(),
                    new OutboxSettings(1000, SlowClient.CLOSE, Cork.pool(), new MemoryBudget(1000)),
                    FrameFactory.AS_IT_IS),
            FrameFactory.PLAIN,
            this);

    @Override
    public void closingBegun() {
        told.add("closing begun");
    }

    @Override
    public void abort() {
        told.add("abort");
    }

    @Override
    public void sessionEnded() {
        told.add("ended");
    }

    @Override
    public long now() {
        return now;
    }

    @Test
    void sendsMessagesAndNotesWhen() {
        now = 5;

        session.send("a");
        assertTrue(session.offer(Message.binary((byte) 1)));

        transport.awaitReceived("810161 820101");
        assertEquals(5, session.touchedAt());
    }

    @Test
    void closesOnceWithTheFirstStatus() {
        session.close(new CloseStatus(4000, ""));
        session.close(CloseStatus.NORMAL);

        transport.awaitReceived("88020fa0");
        assertEquals(4000, session.closing().code());
        assertEquals(List.of("closing begun"), told);
        assertFalse(session.isOpen());
    }

    @Test
    void refusesAStatusThatIsNeverSent() {
        assertThrows(IllegalArgumentException.class, () -> session.close(CloseStatus.ABNORMAL));

        assertTrue(session.isOpen());
        assertEquals(List.of(), told);
    }

    @Test
    void takesNothingMoreOnceItIsClosed() {
        session.close(CloseStatus.NORMAL);

        SessionClosedException closed = assertThrows(SessionClosedException.class, () -> session.send("late"));

        assertEquals(7, closed.sessionId());
        assertFalse(session.offer(Message.text("late")));
        transport.awaitReceived("880203e8");
    }

    @Test
    void endsOnceAndTellsWhoWaits() {
        session.onEnd(() -> told.add("listener"));

        session.end();
        session.end();

        assertEquals(List.of("ended", "listener"), told);
        assertEquals(1006, session.closing().code());
        assertThrows(SessionClosedException.class, () -> session.send("late"));
    }

    @Test
    void tellsAtOnceWhoComesAfterTheEnd() {
        session.end();

        session.onEnd(() -> told.add("listener"));

        assertEquals(List.of("ended", "listener"), told);
    }

    @Test
    void carriesWhatIsAttached() {
        assertEquals(Optional.empty(), session.attachment(String.class));

        session.attach("a");

        assertEquals(Optional.of("a"), session.attachment(String.class));
        assertThrows(ClassCastException.class, () -> session.attachment(Integer.class));
    }
}
