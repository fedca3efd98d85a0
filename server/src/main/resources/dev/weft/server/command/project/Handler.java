package @package@;

import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;

@Handler(value = "@id@", description = "Greets the sender by name.")
public final class @class@ implements MessageHandler {

    @Override
    public void onMessage(Session session, Message message) {
        if (message instanceof Message.Text text) {
            session.send("Hello, " + text.text());
        }
    }
}
