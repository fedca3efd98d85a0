package dev.weft.benchmarks.weft;

import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;

/** Publishes every message to all sessions. SideBySide compiles it against the checkout's SPI when a fan-out is measured. */
@Handler(value = "fan-out", description = "Sends every message to all sessions.")
public final class FanOutHandler implements MessageHandler {

    private volatile Topic room;

    @Override
    public void start(HandlerContext context) {
        room = context.topics().live("room");
    }

    @Override
    public void onOpen(Session session) {
        room.subscribe(session);
    }

    @Override
    public void onMessage(Session publisher, Message message) {
        room.publish(message);
    }
}
