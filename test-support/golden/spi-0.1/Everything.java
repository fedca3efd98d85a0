package golden;

import dev.weft.spi.CloseException;
import dev.weft.spi.CloseStatus;
import dev.weft.spi.Config;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Handshake;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Operator;
import dev.weft.spi.OperatorGoneException;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Uses every type, method and constant of SPI 0.1, and answers with what went otherwise than it should. */
@Handler(value = "everything", description = "Uses all of the SPI.", subprotocols = {"v1.golden"})
public final class Everything implements MessageHandler {

    private final List<String> wrong = new ArrayList<>();
    private HandlerContext context;

    @Override
    public void start(HandlerContext given) throws Exception {
        context = given;
        Config config = given.config();
        check("handlerId", given.handlerId().equals("everything"));
        check("keys", config.keys().contains("word"));
        check("value", config.value("word").orElseThrow().equals("golden"));
        check("text", config.text("absent", "x").equals("x"));
        check("number", config.number("absent", 7, 0, 9) == 7);
        check("flag", config.flag("absent", true));
        check("sessions", given.sessions().isEmpty());
        given.logger().log(System.Logger.Level.DEBUG, "started");
        values();
        MessageHandler other = (session, message) -> {};
        other.start(given);
        other.onOpen(null);
        other.onClose(null, CloseStatus.NORMAL);
        other.onMessage(null, Message.text(""));
        other.stop();
    }

    private void values() {
        CloseStatus[] statuses = {
            CloseStatus.NORMAL, CloseStatus.GOING_AWAY, CloseStatus.PROTOCOL_ERROR, CloseStatus.UNSUPPORTED_DATA,
            CloseStatus.NO_STATUS, CloseStatus.ABNORMAL, CloseStatus.INVALID_PAYLOAD, CloseStatus.POLICY_VIOLATION,
            CloseStatus.TOO_BIG, CloseStatus.INTERNAL_ERROR, CloseStatus.SERVICE_RESTART, CloseStatus.TRY_AGAIN_LATER
        };
        check("statuses", statuses.length == 12 && CloseStatus.MAX_REASON_BYTES == 123);
        CloseStatus own = new CloseStatus(4000, "").because("why");
        check("status", own.code() == 4000 && own.reason().equals("why") && own.isSendable());
        check("record", own.equals(new CloseStatus(4000, "why")) && own.hashCode() != 1 && !own.toString().isEmpty());
        check("exceptions", new CloseException(own).status().equals(own)
                && new SessionClosedException(3).sessionId() == 3
                && new OperatorGoneException().status().code() == 1013);
        Message.Text text = Message.text("\u00e9");
        Message.Binary binary = Message.binary(ByteBuffer.wrap(new byte[] {1, 2}));
        check("text", text.text().equals("\u00e9") && text.utf8().remaining() == 2 && text.size() == 2);
        check("binary", binary.data().remaining() == 2 && Message.binary((byte) 1).size() == 1);
    }

    @Override
    public void onOpen(Session session) {
        Handshake handshake = session.handshake();
        check("path", handshake.path().equals("/ws/everything"));
        check("query", handshake.query().orElseThrow().equals("a=b"));
        check("header", handshake.header("Upgrade").orElseThrow().equalsIgnoreCase("websocket"));
        check("headers", handshake.headers("Upgrade").size() == 1);
        check("origin", handshake.origin().isEmpty());
        check("subprotocol", handshake.subprotocol().isEmpty());
        check("remoteAddress", handshake.remoteAddress().getAddress().isLoopbackAddress());
        session.attach(new StringBuilder("kept"));
    }

    @Override
    public void onMessage(Session session, Message message) {
        String text = message instanceof Message.Text given
                ? given.text()
                : StandardCharsets.UTF_8.decode(((Message.Binary) message).data()).toString();
        Operator operator = context.operator();
        switch (text) {
            case "ask" -> session.send(operator.ask(session, "golden?"));
            case "close" -> session.close();
            case "close 4000" -> session.close(new CloseStatus(4000, "asked for"));
            default -> {
                check("operator", operator.isPresent());
                operator.tell("golden " + text);
                check("attachment", session.attachment(StringBuilder.class).orElseThrow().toString().equals("kept"));
                check("session", session.isOpen() && session.id() > 0);
                check("offer", session.offer(Message.text("offered")));
                session.send(message);
                session.send("wrong: " + wrong);
            }
        }
    }

    @Override
    public void onClose(Session session, CloseStatus status) {
        context.operator().tell("golden closed " + status.code() + " " + session.isOpen());
    }

    @Override
    public void stop() {
        context.operator().tell("golden stopped");
    }

    private void check(String what, boolean isRight) {
        if (!isRight) {
            wrong.add(what);
        }
    }
}
