package dev.weft.plugin.stdinreply;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.Session;
import org.jspecify.annotations.Nullable;

/** Shows every text message to the operator and sends back the line that the operator types. */
@Handler(
        value = "stdin-reply",
        description = "Asks the operator: the reply is a line typed at the server's terminal.",
        handOver = HandOver.ACCEPT)
public final class StdinReplyHandler implements MessageHandler {

    /** Written by start, which happens before every other callback. */
    private @Nullable Operator operator;

    @Override
    public void start(HandlerContext context) {
        operator = context.operator();
    }

    @Override
    public void onOpen(Session session) {
        if (!operator().isPresent()) {
            throw new OperatorGoneException();
        }
    }

    @Override
    public void onMessage(Session session, Message message) {
        switch (message) {
            case Message.Text text -> session.send(operator().ask(session, text.text()));
            case Message.Binary binary -> throw new CloseException(CloseStatus.UNSUPPORTED_DATA.because("text only"));
        }
    }

    private Operator operator() {
        if (operator == null) {
            throw new IllegalStateException("not started");
        }
        return operator;
    }
}
