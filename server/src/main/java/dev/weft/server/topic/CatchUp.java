package dev.weft.server.topic;

import dev.weft.server.broker.Broker;
import dev.weft.server.broker.Newest;
import dev.weft.server.broker.Slice;
import dev.weft.server.broker.Stored;
import dev.weft.server.broker.TopicId;
import dev.weft.server.outbound.Marks;
import dev.weft.server.outbound.Overflow;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.session.ServerSession;
import dev.weft.spi.Catchup;
import dev.weft.spi.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Brings a new subscription up to date, on the subscribing thread, which may wait for the client meanwhile.
 *
 * <pre>
 *               position known                    all sent
 *   SUBSCRIBED ----------------> REPLAYING --------------------> FOLLOWING --nothing newer--> OPEN
 *        |                           |                            ^    |  ^
 *        |                           +--something is missing------+    +--+ more was published: send it
 *        +---------------------no position: from the newest-------+
 * </pre>
 *
 * <p>Until it is open, the topic hands nothing out to it, and what is published meanwhile is read from the broker: so
 * nothing has to be set aside.
 */
final class CatchUp {

    /** Why 64 messages and 64 KiB? As many as travel together when they are handed out. */
    private static final int WRITE_MESSAGES = 64;

    private static final int WRITE_BYTES = 64 * 1024;

    private final Broker broker;
    private final FanOut fanOut;
    private final Function<Stored, Publication> publications;
    private final int maxReplay;
    private final Subscription subscription;
    private final TopicId topic;
    private final ServerSession session;

    /** The end up to which the session has everything, or knows that it has not. */
    private Newest seen;

    /** Prepares it for one subscription of a kept or latest topic. */
    CatchUp(
            Broker broker,
            FanOut fanOut,
            Function<Stored, Publication> publications,
            int maxReplay,
            Subscription subscription) {
        this.broker = broker;
        this.fanOut = fanOut;
        this.publications = publications;
        this.maxReplay = maxReplay;
        this.subscription = subscription;
        this.topic = subscription.topic().id();
        this.session = subscription.session();
        this.seen = broker.newest(topic);
    }

    /**
     * Follows a kept topic from the newest message on. A client that reads so slowly that messages are discarded before
     * it gets them is told that they are lost; one that does not understand marks is closed.
     */
    void fromNow() {
        session.sendMark(() -> Marks.newest(topic.name(), seen.at().token()));
        if (!follow() && session.resume() == null) {
            session.giveUpAsSlow();
        }
    }

    /** Follows a kept topic from the last message that the client has seen. */
    Catchup from(Position since) {
        Slice missed = broker.read(topic, since, maxReplay + 1);
        Catchup outcome = Catchup.UP_TO_DATE;
        if (!missed.isWhole() || missed.messages().size() > maxReplay) {
            lose();
            outcome = Catchup.LOST;
        } else if (!missed.messages().isEmpty()) {
            session.sendMark(() -> Marks.replay(topic.name()));
            send(missed.messages());
            outcome = Catchup.REPLAYED;
        }
        if (outcome != Catchup.LOST) {
            session.sendMark(() -> Marks.resumed(topic.name(), seen.at().token()));
        }
        return follow() ? outcome : Catchup.LOST;
    }

    /** Sends the newest message of a latest topic, and follows it; false if there is none yet. */
    boolean fromLatest() {
        boolean sent = false;
        do {
            Newest end = broker.newest(topic);
            for (Stored newest : broker.history(topic, 1)) {
                offer(publications.apply(newest));
                sent = true;
            }
            seen = later(seen, end);
        } while (!subscription.topic().open(subscription, seen.sequence()));
        return sent;
    }

    /** Sends what was published meanwhile; false if something of it was discarded before it could be sent. */
    private boolean follow() {
        boolean whole = true;
        while (!subscription.topic().open(subscription, seen.sequence())) {
            Slice more = broker.read(topic, seen.at(), WRITE_MESSAGES);
            if (more.isWhole()) {
                send(more.messages());
            } else {
                lose();
                whole = false;
            }
        }
        return whole;
    }

    private void lose() {
        seen = broker.newest(topic);
        session.sendMark(() -> Marks.lost(topic.name(), seen.at().token()));
    }

    /** Sends messages, several in one write; waits for room. */
    private void send(List<Stored> messages) {
        List<Publication> together = new ArrayList<>(Math.min(messages.size(), WRITE_MESSAGES));
        int bytes = 0;
        for (Stored message : messages) {
            Publication publication = publications.apply(message);
            if (publication.leftOut() != session.id()) {
                together.add(publication);
                bytes += publication.weight();
            }
            if (together.size() == WRITE_MESSAGES || bytes > WRITE_BYTES) {
                write(together);
                bytes = 0;
            }
            seen = later(seen, new Newest(message.sequence(), message.at()));
        }
        write(together);
    }

    /** In place of an older one that still waits from an earlier subscription. */
    private void offer(Publication newest) {
        if (newest.leftOut() != session.id()) {
            try (SharedFrames frames = fanOut.frames(List.of(newest), topic)) {
                session.offer(frames, new Overflow.Replace(topic));
            }
        }
    }

    private void write(List<Publication> together) {
        if (!together.isEmpty()) {
            try (SharedFrames frames = fanOut.frames(List.copyOf(together), topic)) {
                session.send(frames);
            }
            together.clear();
        }
    }

    private static Newest later(Newest one, Newest other) {
        return other.sequence() > one.sequence() ? other : one;
    }
}
