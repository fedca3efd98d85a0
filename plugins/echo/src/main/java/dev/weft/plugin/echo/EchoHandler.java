package dev.weft.plugin.echo;

import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;

/** Sends every message back, text as text and binary as binary, without looking at its bytes. */
@Handler(value = "echo", description = "Sends every message back unchanged.")
public final class EchoHandler implements MessageHandler {

    @Override
    public void onMessage(Session session, Message message) {
        session.send(message);
    }
}
