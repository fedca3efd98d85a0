package dev.weft.testkit;

import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;
import dev.weft.spi.Topics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A chat in a room of the kind that the test wants. */
@Handler(value = "chat", handOver = HandOver.ACCEPT)
class Chat implements MessageHandler {

    private final String kind;
    private volatile @Nullable HandlerContext context;
    private volatile @Nullable Session session;

    Chat(String kind) {
        this.kind = kind;
    }

    Topics topics() {
        return Objects.requireNonNull(context).topics();
    }

    /** The session that was opened last. */
    Session last() {
        return Objects.requireNonNull(session);
    }

    Topic room(String name) {
        return switch (kind) {
            case "live" -> topics().live(name);
            case "kept" -> topics().kept(name);
            default -> topics().latest(name);
        };
    }

    @Override
    public void start(HandlerContext given) {
        context = given;
    }

    @Override
    public void onOpen(Session opened) throws Exception {
        session = opened;
        room("room").subscribe(opened);
    }

    @Override
    public void onMessage(Session session, Message message) throws Exception {
        room("room").publish(message);
    }
}
