package dev.weft.server.topic;

import dev.weft.engine.frame.Opcode;
import dev.weft.server.broker.Envelope;
import dev.weft.server.broker.MemoryBroker;
import dev.weft.server.broker.Stored;
import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.config.TopicLimits;
import dev.weft.server.outbound.FrameFactory;
import dev.weft.server.outbound.OutgoingFrame;
import dev.weft.server.outbound.ReceivedBinary;
import dev.weft.server.outbound.ReceivedText;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.session.ServerSession;
import dev.weft.spi.Catchup;
import dev.weft.spi.Message;
import dev.weft.spi.Past;
import dev.weft.spi.Position;
import dev.weft.spi.Session;
import dev.weft.spi.SessionClosedException;
import dev.weft.spi.TopicLimitException;
import dev.weft.spi.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All topics of a server, whatever becomes of the handlers that use them. Thread-safe. */
public final class TopicHub {

    /** Why 64? Sessions that subscribe at the same moment rarely share a lock, and a lock for each would cost more. */
    private static final int LOCKS = 64;

    /** Made in advance, and so no method reference: an empty topic is forgotten even if there is no memory left. */
    @SuppressWarnings("UnnecessaryLambda")
    private static final BiFunction<TopicId, LocalTopic, @Nullable LocalTopic> UNLESS_EMPTY =
            (id, local) -> local.count() == 0 ? null : local;

    private final TopicLimits limits;
    private final MemoryBroker broker;
    private final FanOut fanOut;

    /** Tells this server's messages from others'. */
    private final long server = ThreadLocalRandom.current().nextLong();

    /** Those that have subscribers. */
    private final Map<TopicId, LocalTopic> topics = new ConcurrentHashMap<>();

    /** Each guards what some of the sessions are subscribed to. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /**
     * Makes a hub without topics.
     *
     * @param nanoTime the clock by which history ages
     */
    public TopicHub(TopicLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.broker = new MemoryBroker(limits, nanoTime, this::stored);
        this.fanOut = new FanOut(Runtime.getRuntime().availableProcessors(), SharedFrames.pool());
    }

    /** A handler's topics. */
    public Topics topicsOf(String handlerId) {
        return new HandlerTopics(this, handlerId);
    }

    /** Discards what is too old; to be called now and then. */
    public void tidy() {
        broker.tidy();
    }

    boolean subscribe(TopicId topic, Session session) {
        ServerSession subscriber = own(session);
        Subscription subscription = begin(topic, subscriber);
        if (subscription != null) {
            catchUp(subscription, positionOf(subscriber, topic));
        }
        return subscription != null;
    }

    Catchup subscribe(TopicId topic, Session session, Position since) {
        unsubscribe(topic, session);
        Subscription subscription = begin(topic, own(session));
        if (subscription == null) {
            throw new SessionClosedException(session.id());
        }
        return catchUp(subscription, since);
    }

    boolean unsubscribe(TopicId topic, Session session) {
        ServerSession subscriber = own(session);
        ReentrantLock lock = lockOf(subscriber);
        lock.lock();
        try {
            if (!(subscriber.companion() instanceof SessionTopics theirs)) {
                return false;
            }
            Subscription found = theirs.find(topic);
            if (found != null) {
                theirs.remove(found);
                leave(found);
            }
            return found != null;
        } finally {
            lock.unlock();
        }
    }

    void publish(TopicId topic, Message message, long leftOut) {
        OutgoingFrame frame = frame(message);
        if (topic.kind() == TopicKind.LIVE) {
            LocalTopic local = topics.get(topic);
            if (local != null) {
                local.publish(sequence -> new Publication(sequence, frame, null, leftOut));
            }
        } else {
            broker.append(topic, new Envelope(frame.opcode(), server, leftOut, frame.payload()).encode());
            LocalTopic local = topics.get(topic);
            if (local != null) {
                local.awaitTaken();
            }
        }
    }

    int subscribers(TopicId topic) {
        LocalTopic local = topics.get(topic);
        return local == null ? 0 : local.count();
    }

    List<Past> history(TopicId topic, int most) {
        if (topic.kind() == TopicKind.LIVE || most == 0) {
            return List.of();
        }
        return broker.history(topic, most).stream().map(TopicHub::past).toList();
    }

    /** Only a session of this server has a connection that can be subscribed. */
    static ServerSession own(Session session) {
        if (session instanceof ServerSession ours) {
            return ours;
        }
        throw new IllegalArgumentException(
                "not a session of this server: " + session.getClass().getName());
    }

    private void stored(TopicId topic, Stored stored) {
        LocalTopic local = topics.get(topic);
        if (local == null) {
            return;
        }
        try {
            local.stored(publication(topic, stored));
        } catch (RuntimeException | Error noMemory) {
            local.giveUpAllBefore(stored.sequence());
            throw noMemory;
        }
    }

    private Publication publication(TopicId topic, Stored stored) {
        return Publication.of(stored, topic.kind() == TopicKind.KEPT, server);
    }

    /** The subscription of a session that had none; null if it has one, or is not open. */
    private @Nullable Subscription begin(TopicId topic, ServerSession session) {
        ReentrantLock lock = lockOf(session);
        lock.lock();
        try {
            SessionTopics theirs = topicsOf(session);
            if (!session.isOpen() || theirs.hasEnded() || theirs.find(topic) != null) {
                return null;
            }
            if (theirs.count() >= limits.maxSubscriptions()) {
                throw new TopicLimitException("session " + session.id() + " is subscribed to " + theirs.count()
                        + " topics (--max-subscriptions)");
            }
            Subscription subscription = join(topic, session);
            theirs.add(subscription);
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    private SessionTopics topicsOf(ServerSession session) {
        if (session.companion() instanceof SessionTopics known) {
            return known;
        }
        SessionTopics fresh = new SessionTopics(ended -> end(session, ended));
        session.accompany(fresh);
        if (session.hasEnded()) {
            // It may have ended before there was anybody to tell.
            fresh.end();
        }
        return fresh;
    }

    /** Called when a session has ended. */
    private void end(ServerSession session, SessionTopics theirs) {
        ReentrantLock lock = lockOf(session);
        lock.lock();
        try {
            Subscription first = theirs.end();
            // Allocates nothing: a session that has ended is in no topic, even if there is no memory to look further.
            for (Subscription each = first; each != null; each = each.next) {
                each.topic().remove(each);
            }
            for (Subscription each = first; each != null; each = each.next) {
                forgetIfEmpty(each.topic());
            }
        } finally {
            lock.unlock();
        }
    }

    private Subscription join(TopicId topic, ServerSession session) {
        Subscription[] made = new Subscription[1];
        // A topic comes and goes together with its subscribers.
        topics.compute(topic, (id, known) -> {
            LocalTopic local = known == null ? newTopic(topic) : known;
            made[0] = new Subscription(session, local);
            local.add(made[0]);
            return local;
        });
        return made[0];
    }

    private LocalTopic newTopic(TopicId topic) {
        if (topics.size() >= limits.maxTopics()) {
            throw new TopicLimitException("there are " + topics.size() + " topics with subscribers (--max-topics)");
        }
        return new LocalTopic(topic, fanOut);
    }

    private void leave(Subscription subscription) {
        if (subscription.topic().remove(subscription)) {
            forgetIfEmpty(subscription.topic());
        }
    }

    /** Topics are joined under the same lock of the map, so an empty one stays empty while this looks. */
    private void forgetIfEmpty(LocalTopic topic) {
        topics.computeIfPresent(topic.id(), UNLESS_EMPTY);
    }

    private @Nullable Position positionOf(ServerSession session, TopicId topic) {
        return session.resume() == null || topic.kind() != TopicKind.KEPT
                ? null
                : session.resume().take(topic.name());
    }

    private Catchup catchUp(Subscription subscription, @Nullable Position since) {
        TopicId topic = subscription.topic().id();
        if (topic.kind() == TopicKind.LIVE) {
            return Catchup.LOST;
        }
        try {
            CatchUp catchUp =
                    new CatchUp(broker, fanOut, stored -> publication(topic, stored), limits.maxReplay(), subscription);
            if (topic.kind() == TopicKind.LATEST) {
                return catchUp.fromLatest() ? Catchup.REPLAYED : Catchup.UP_TO_DATE;
            }
            if (since != null) {
                return catchUp.from(since);
            }
            catchUp.fromNow();
            return Catchup.UP_TO_DATE;
        } catch (RuntimeException | Error failed) {
            // Otherwise it would be subscribed and get nothing.
            unsubscribe(topic, subscription.session());
            throw failed;
        }
    }

    /** A plugin's own message may change later: its bytes are copied. */
    private static OutgoingFrame frame(Message message) {
        OutgoingFrame frame = FrameFactory.plain(message);
        return switch (message) {
            case ReceivedText received -> frame;
            case ReceivedBinary received -> frame;
            case Message other ->
                OutgoingFrame.plain(
                        frame.opcode(),
                        ByteBuffer.allocate(frame.payload().remaining())
                                .put(frame.payload().duplicate())
                                .flip());
        };
    }

    private static Past past(Stored stored) {
        Envelope envelope = Envelope.decode(stored.message());
        byte[] payload = new byte[envelope.payload().remaining()];
        envelope.payload().get(payload);
        Message message = envelope.opcode() == Opcode.TEXT ? new ReceivedText(payload) : new ReceivedBinary(payload);
        return new Past(stored.at(), stored.time(), message);
    }

    private ReentrantLock lockOf(ServerSession session) {
        return locks.get((int) (session.id() % LOCKS));
    }
}
