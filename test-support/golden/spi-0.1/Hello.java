package golden;

import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;

/** The least that is a handler: no annotation, one callback. */
public final class Hello implements MessageHandler {

    @Override
    public void onMessage(Session session, Message message) {
        session.send("hello");
    }
}
