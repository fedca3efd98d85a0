package golden;

import dev.weft.spi.BrokerException;
import dev.weft.spi.Catchup;
import dev.weft.spi.HandOver;
import dev.weft.spi.Handler;
import dev.weft.spi.HandlerContext;
import dev.weft.spi.Message;
import dev.weft.spi.MessageHandler;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.Topic;
import dev.weft.spi.TopicLimitException;
import dev.weft.spi.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Uses what SPI 0.2 added: topics. A message {@code VERB} or {@code VERB TEXT} says what to do. */
@Handler(value = "topical", description = "Uses all of topics.", handOver = HandOver.ACCEPT)
public final class Topical implements MessageHandler {

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private Topic live;
    private Topic kept;
    private Topic latest;

    @Override
    public void start(HandlerContext context) {
        Topics topics = context.topics();
        live = topics.live("cursors");
        kept = topics.kept("room/A-Z.a~z:0_9@");
        latest = topics.latest("price");
        check("names", live.name().equals("cursors") && kept.name().equals("room/A-Z.a~z:0_9@"));
        check("nothing yet", latest.subscribers() == 0 && latest.history(1).isEmpty());
        try {
            topics.kept("no name").publish(Message.text(""));
            check("names are checked", false);
        } catch (IllegalArgumentException asSpecified) {
            // A name has no space.
        }
        values();
    }

    private void values() {
        Position position = new Position("a-Z.0_9");
        check("position", position.token().equals("a-Z.0_9") && position.toString().equals("a-Z.0_9"));
        check("positions", position.equals(new Position("a-Z.0_9")) && position.hashCode() != 1);
        Message message = Message.text("");
        Past past = new Past(position, Instant.EPOCH, message);
        check("past", past.position().equals(position) && past.time().equals(Instant.EPOCH) && past.message() == message);
        check("pasts", past.equals(new Past(position, Instant.EPOCH, message)) && past.hashCode() != 1);
        check("printed", !past.toString().isEmpty());
        check("outcome", Catchup.valueOf("LOST") == Catchup.LOST && List.of(Catchup.values()).contains(Catchup.LOST));
        RuntimeException limit = new TopicLimitException("limit");
        RuntimeException broker = new BrokerException("broker", limit);
        check("exceptions", limit.getMessage().equals("limit") && broker.getCause() == limit);
        check("exception", new BrokerException("broker").getMessage().equals("broker"));
    }

    @Override
    public void onMessage(Session session, Message message) {
        String[] words = ((Message.Text) message).text().split(" ", 2);
        Message text = Message.text(words[words.length - 1]);
        switch (words[0]) {
            case "subscribe" -> subscribe(session);
            case "live" -> live.publish(text);
            case "kept" -> kept.publish(text);
            case "latest" -> latest.publish(text);
            case "others" -> kept.publish(text, session);
            case "history" -> history(session);
            case "resume" -> resume(session);
            case "unsubscribe" -> unsubscribe(session);
            default -> session.send("wrong: " + wrong);
        }
    }

    private void subscribe(Session session) {
        for (Topic topic : List.of(live, kept, latest)) {
            check("subscribe", topic.subscribe(session) && !topic.subscribe(session));
        }
        session.send("subscribers " + kept.subscribers());
    }

    private void history(Session session) {
        for (Past past : kept.history(2)) {
            check("time", !past.time().isAfter(Instant.now()));
            session.send(past.message());
        }
        check("only the newest", latest.history(10).size() == 1 && live.history(10).isEmpty());
        session.send("history " + kept.history(0).size());
    }

    /** Comes back to the first and to the last message that are kept. */
    private void resume(Session session) {
        List<Past> history = kept.history(100);
        session.send(words(kept.subscribe(session, history.getFirst().position())));
        session.send(words(kept.subscribe(session, history.getLast().position())));
        session.send(words(kept.subscribe(session, new Position("made-up"))));
    }

    private static String words(Catchup catchup) {
        return switch (catchup) {
            case UP_TO_DATE -> "up to date";
            case REPLAYED -> "replayed";
            case LOST -> "lost";
        };
    }

    private void unsubscribe(Session session) {
        for (Topic topic : List.of(live, kept, latest)) {
            check("unsubscribe", topic.unsubscribe(session) && !topic.unsubscribe(session));
        }
        session.send("subscribers " + kept.subscribers());
    }

    private void check(String what, boolean isRight) {
        if (!isRight) {
            wrong.add(what);
        }
    }
}
