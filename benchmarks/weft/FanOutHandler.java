package dev.weft.benchmarks.weft;

import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;

/** Sends every message to all sessions. SideBySide compiles it against the checkout's SPI when a fan-out is measured. */
@Handler(value = "fan-out", description = "Sends every message to all sessions.")
public final class FanOutHandler implements MessageHandler {

    private volatile HandlerContext context;

    @Override
    public void start(HandlerContext started) {
        context = started;
    }

    @Override
    public void onMessage(Session publisher, Message message) {
        for (Session session : context.sessions()) {
            session.offer(message);
        }
    }
}
