package dev.weft.server.topic;

import dev.weft.server.broker.TopicId;
import dev.weft.server.session.ServerSession;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one session is subscribed to. Used under the hub's lock for the session, except where said. */
final class SessionTopics implements ServerSession.Companion {

    private final Consumer<SessionTopics> onEnd;
    private @Nullable Subscription first;
    private int count;
    private boolean ended;

    /**
     * Makes it for a session.
     *
     * @param onEnd called when the session has ended
     */
    SessionTopics(Consumer<SessionTopics> onEnd) {
        this.onEnd = onEnd;
    }

    /** Called without the lock. */
    @Override
    public void sessionEnded() {
        onEnd.accept(this);
    }

    int count() {
        return count;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    Subscription find(TopicId topic) {
        for (Subscription each = first; each != null; each = each.next) {
            if (each.topic().id().equals(topic)) {
                return each;
            }
        }
        return null;
    }

    void add(Subscription subscription) {
        subscription.next = first;
        first = subscription;
        count++;
    }

    // Compared by identity: each is one object.
    @SuppressWarnings("ReferenceEquality")
    void remove(Subscription subscription) {
        Subscription before = null;
        for (Subscription each = first; each != null; each = each.next) {
            if (each == subscription) {
                if (before == null) {
                    first = each.next;
                } else {
                    before.next = each.next;
                }
                count--;
                return;
            }
            before = each;
        }
    }

    /** Ends it: nothing is added any more. Returns the first subscription, from which the others follow. */
    @Nullable
    Subscription end() {
        ended = true;
        return first;
    }
}
