package dev.weft.plugin.uppercase;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.util.Locale;

/** Answers text in upper case, and closes a session that sends binary. */
@Handler(value = "uppercase", description = "Returns text in upper case, in any script; accepts no binary messages.")
public final class UppercaseHandler implements MessageHandler {

    @Override
    public void onMessage(Session session, Message message) {
        switch (message) {
            // The root locale: a server in Turkey must not answer "title" with a dotted capital I.
            case Message.Text text -> session.send(text.text().toUpperCase(Locale.ROOT));
            // RFC 6455 7.4.1: 1003 is for "a type of data it cannot accept (e.g., an endpoint that understands only
            // text
            // data MAY send this if it receives a binary message)".
            case Message.Binary binary -> throw new CloseException(CloseStatus.UNSUPPORTED_DATA.because("text only"));
        }
    }
}
