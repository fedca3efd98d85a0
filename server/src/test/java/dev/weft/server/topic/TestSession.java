package dev.weft.server.topic;

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
import dev.weft.server.session.ServerHandshake;
import dev.weft.server.session.ServerSession;

/** A session of a client that is in memory. */
final class TestSession {

    private static final CoarseClock CLOCK = new CoarseClock();

    final MemoryTransport transport = new MemoryTransport();
    final ServerSession session;

    TestSession(long id) {
        Outbox outbox = new Outbox(
                new SocketWriter(transport, CLOCK, new TimeSlice(transport, CLOCK)),
                Thread.currentThread(),
                new OutboxSettings(100_000, SlowClient.CLOSE, Cork.pool(), new MemoryBudget(1_000_000)),
                FrameFactory.AS_IT_IS);
        ServerSession.ConnectionControl control = new ServerSession.ConnectionControl() {
            @Override
            public void closingBegun() {}

            @Override
            public void abort() {
                transport.abort();
            }

            @Override
            public long now() {
                return 0;
            }
        };
        session = new ServerSession(
                id,
                new ServerHandshake("/", null, HeaderFields.EMPTY, null, transport.remoteAddress()),
                outbox,
                FrameFactory.PLAIN,
                control);
    }
}
