package dev.weft.plugin.channels;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import org.jspecify.annotations.Nullable;

/** Lets clients subscribe and publish to topics, by JSON-RPC 2.0. */
@Handler(
        value = "channels",
        description = "Topics by JSON-RPC 2.0: subscribe, unsubscribe, publish, history.",
        examples = {
            "{\"jsonrpc\":\"2.0\",\"method\":\"subscribe\",\"params\":{\"topic\":\"public/lobby\"},\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"publish\","
                    + "\"params\":{\"topic\":\"public/lobby\",\"data\":{\"text\":\"Hello\"}},\"id\":2}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"history\",\"params\":{\"topic\":\"public/lobby\",\"limit\":10},\"id\":3}"
        })
public final class ChannelsHandler implements MessageHandler {

    /**
     * What start makes.
     *
     * @param fingerprint of the rules: one text for all sessions
     */
    private record Started(JsonRpc rpc, String fingerprint) {}

    /** Set by start, which returns before any session begins. */
    private volatile @Nullable Started started;

    /** Made by the server. */
    public ChannelsHandler() {}

    @Override
    public void start(HandlerContext context) {
        Rules rules = Rules.of(context.config());
        JsonRpc rpc = new JsonRpc(
                new Channels(rules, context.topics()),
                (method, fault) -> context.logger().log(System.Logger.Level.ERROR, method + " failed", fault));
        started = new Started(rpc, rules.fingerprint());
    }

    /** Keeps with the session the rules that it subscribes under. */
    @Override
    public void onOpen(Session session) {
        session.attach(started().fingerprint());
    }

    @Override
    public void onMessage(Session session, Message message) {
        switch (message) {
            case Message.Text text -> {
                String answer = started().rpc().answer(text.text(), session);
                if (!answer.isEmpty()) {
                    session.send(answer);
                }
            }
            // RFC 8259 8.1: JSON text is UTF-8; RFC 6455 5.6: UTF-8 text is sent as a text message.
            case Message.Binary binary ->
                throw new CloseException(CloseStatus.UNSUPPORTED_DATA.because("JSON must be sent as text"));
        }
    }

    /**
     * Takes the session over if its subscriptions are still what the operator allows. Otherwise it is closed with 1012
     * when the drain time is over, and its client subscribes anew.
     */
    @Override
    public boolean onHandOver(Session session) {
        return session.attachment(String.class)
                .filter(started().fingerprint()::equals)
                .isPresent();
    }

    private Started started() {
        Started current = started;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
