package dev.weft.plugin.jsoncommand;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Runs the commands that clients send as JSON-RPC 2.0. */
@Handler(
        value = "json-command",
        description = "JSON-RPC 2.0: help, echo, uppercase, time, sessions, add, subtract, multiply, divide.",
        examples = {
            "{\"command\":\"help\"}",
            "{\"command\":\"add\",\"args\":[1,2]}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"uppercase\",\"params\":[\"straße\"],\"id\":1}",
            "[{\"jsonrpc\":\"2.0\",\"method\":\"divide\",\"params\":[1,3],\"id\":1},"
                    + "{\"jsonrpc\":\"2.0\",\"method\":\"time\",\"id\":2}]"
        })
public final class JsonCommandHandler implements MessageHandler {

    private final Clock clock;

    /** Set by start, which returns before any session begins. */
    private volatile @Nullable JsonRpc rpc;

    /** Made by the server. */
    public JsonCommandHandler() {
        this(Clock.systemUTC());
    }

    JsonCommandHandler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void start(HandlerContext context) {
        Methods methods =
                new Methods(StandardMethods.of(clock, () -> context.sessions().size()));
        rpc = new JsonRpc(
                methods, (name, fault) -> context.logger().log(System.Logger.Level.ERROR, "method " + name, fault));
    }

    @Override
    public void onMessage(Session session, Message message) {
        switch (message) {
            case Message.Text text -> rpc().answer(text.utf8(), session).ifPresent(session::send);
            // RFC 8259 8.1: JSON text is UTF-8; RFC 6455 5.6: UTF-8 text is sent as a text message.
            case Message.Binary binary ->
                throw new CloseException(CloseStatus.UNSUPPORTED_DATA.because("JSON must be sent as text"));
        }
    }

    private JsonRpc rpc() {
        JsonRpc current = rpc;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }
}
