package dev.weft.server.topic;

import dev.weft.server.broker.TopicId;
import dev.weft.server.broker.TopicKind;
import dev.weft.server.outbound.Marks;
import dev.weft.server.outbound.Overflow;
import dev.weft.server.outbound.SharedFrames;
import dev.weft.server.resource.Pool;
import dev.weft.server.resource.VirtualThreads;
import dev.weft.server.session.ServerSession;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands messages out to the subscribers of a topic. Nobody is waited for: what a session cannot take at once waits in
 * its own queue. Thread-safe.
 */
final class FanOut {

    /** Why 512? Half of them take a millisecond or two; a second thread costs a hundredth of that. */
    private static final int PART = 512;

    /** Why 16 and 1 ms? Others have their turn soon, and the clock is read rarely. */
    private static final int STEPS = 16;

    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int cores;
    private final Pool<ByteBuffer> buffers;

    /**
     * Makes one.
     *
     * @param cores how many of them large topics are spread over
     * @param buffers what messages are encoded in
     */
    FanOut(int cores, Pool<ByteBuffer> buffers) {
        this.cores = cores;
        this.buffers = buffers;
    }

    /** A batch of messages, encoded as often as there are ways to get it. */
    private record Batch(List<Publication> messages, SharedFrames all, TopicKind kind) {

        long first() {
            return messages.get(0).sequence();
        }

        boolean leavesOut(ServerSession session) {
            for (int i = 0; i < messages.size(); i++) {
                if (messages.get(i).leftOut() == session.id()) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The messages as frames, with their marks. */
    SharedFrames frames(List<Publication> messages, TopicId topic) {
        return new SharedFrames(
                messages.stream().map(each -> marked(each, topic)).toList(), buffers);
    }

    private static SharedFrames.Marked marked(Publication message, TopicId topic) {
        String mark = message.at() == null
                ? null
                : Marks.message(topic.name(), message.at().token());
        return new SharedFrames.Marked(message.frame(), mark);
    }

    /** Hands a batch out to all who are subscribed; returns when each has it, or has it in its queue. */
    void handOut(List<Publication> messages, @Nullable Subscription[] subscribers, TopicId topic) {
        List<Publication> news = topic.kind() == TopicKind.LATEST ? newestOf(messages) : messages;
        try (SharedFrames all = frames(news, topic)) {
            Batch batch = new Batch(news, all, topic.kind());
            int parts = Math.clamp(subscribers.length / PART, 1, cores);
            if (parts == 1) {
                handOut(batch, subscribers, 0, subscribers.length, topic);
            } else {
                inParts(parts, batch, subscribers, topic);
            }
        }
    }

    /** Of a topic whose newest message counts, only that is handed out, unless it leaves somebody out. */
    private static List<Publication> newestOf(List<Publication> messages) {
        Publication newest = messages.get(messages.size() - 1);
        return messages.stream().allMatch(each -> each.leftOut() == 0) ? List.of(newest) : messages;
    }

    private void inParts(int parts, Batch batch, @Nullable Subscription[] subscribers, TopicId topic) {
        CountDownLatch left = new CountDownLatch(parts);
        int size = (subscribers.length + parts - 1) / parts;
        // All of them first: where memory is short, none has begun.
        Runnable[] works = new Runnable[parts];
        for (int part = 0; part < parts; part++) {
            int from = Math.min(part * size, subscribers.length);
            int to = Math.min(from + size, subscribers.length);
            works[part] = () -> {
                try {
                    handOut(batch, subscribers, from, to, topic);
                } finally {
                    left.countDown();
                }
            };
        }
        try {
            runAll(works);
        } finally {
            // The buffers are lent until all are done.
            awaitAll(left);
        }
    }

    /** Runs all of them, even if one fails: each is waited for. */
    private static void runAll(Runnable... works) {
        for (int part = works.length - 1; part > 0; part--) {
            if (!started(works[part])) {
                runQuietly(works[part]);
            }
        }
        works[0].run();
    }

    private static void runQuietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error fault) {
            // As in a thread of its own: whoever could not be given a message has been closed.
        }
    }

    private static boolean started(Runnable work) {
        try {
            VirtualThreads.start(work);
            return true;
        } catch (RuntimeException | Error noThread) {
            return false;
        }
    }

    /** Waits even if interrupted. */
    private static void awaitAll(CountDownLatch left) {
        boolean interrupted = false;
        while (true) {
            try {
                left.await();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // Subscribers are many, and most of them idle: the thread gives way, so that others have their turn meanwhile.
    @SuppressWarnings("ThreadPriorityCheck")
    private void handOut(Batch batch, @Nullable Subscription[] subscribers, int from, int to, TopicId topic) {
        long turnBegan = System.nanoTime();
        for (int i = from; i < to; i++) {
            Subscription subscription = subscribers[i];
            if (subscription != null) {
                handOut(batch, subscription, topic);
            }
            if (i % STEPS == 0 && System.nanoTime() - turnBegan > TURN_NANOS) {
                Thread.yield();
                turnBegan = System.nanoTime();
            }
        }
    }

    /** A subscriber that cannot be given its messages is closed: it must not have a silent gap. */
    private void handOut(Batch batch, Subscription to, TopicId topic) {
        long since = to.since();
        if (since == Subscription.NOTHING) {
            return;
        }
        try {
            if (since < batch.first() && !batch.leavesOut(to.session())) {
                offer(batch.all(), to, batch.kind());
            } else {
                handOutSome(batch, to, since, topic);
            }
        } catch (RuntimeException | Error noMemory) {
            to.session().giveUp();
        }
    }

    private void handOutSome(Batch batch, Subscription to, long since, TopicId topic) {
        List<Publication> some = batch.messages().stream()
                .filter(each -> each.sequence() > since
                        && each.leftOut() != to.session().id())
                .toList();
        if (!some.isEmpty()) {
            try (SharedFrames frames = frames(some, topic)) {
                offer(frames, to, batch.kind());
            }
        }
    }

    private static void offer(SharedFrames frames, Subscription to, TopicKind kind) {
        Overflow overflow = switch (kind) {
            case LIVE -> Overflow.Rule.AS_SET;
            case KEPT -> Overflow.Rule.CLOSE;
            case LATEST -> new Overflow.Replace(to.topic().id());
        };
        to.session().offer(frames, overflow);
    }
}
