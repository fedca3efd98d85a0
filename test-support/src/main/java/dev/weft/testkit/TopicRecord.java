package dev.weft.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that was sent and seen, and the rules by which it is judged. Used by one thread, when all is over. */
final class TopicRecord {

    /** A message. Written by its publisher's thread. */
    static final class Sent {
        private final String publisher;
        private final int number;
        private final long sentAt;

        /** When {@code publish} had returned; later than any moment if it is not known to have. */
        private volatile long publishedAt = Long.MAX_VALUE;

        Sent(String publisher, int number, long sentAt) {
            this.publisher = publisher;
            this.number = number;
            this.sentAt = sentAt;
        }

        String text() {
            return publisher + " " + number;
        }

        void publishedAt(long moment) {
            publishedAt = moment;
        }

        boolean isPublished() {
            return publishedAt != Long.MAX_VALUE;
        }
    }

    private final Map<String, Sent> messages;

    /** The messages in the order in which they were sent. */
    private final List<Sent> sent;

    private final List<Witness> witnesses;
    private final List<String> violations = new ArrayList<>();

    TopicRecord(Map<String, Sent> messages, List<Witness> witnesses) {
        this.messages = messages;
        this.sent = messages.values().stream()
                .sorted(Comparator.comparingLong(message -> message.sentAt))
                .toList();
        this.witnesses = witnesses;
    }

    List<String> live() {
        for (Witness witness : witnesses) {
            List<Sent> seen = known(witness);
            requireOnce(witness, seen);
            requirePublishersOrder(witness, seen);
        }
        return violations;
    }

    List<String> latest() {
        for (Witness witness : witnesses) {
            List<Sent> seen = known(witness);
            requirePublishersOrder(witness, seen);
            if (witness.stayed()) {
                requireNewest(witness, seen.isEmpty() ? null : seen.getLast());
            }
        }
        return violations;
    }

    List<String> kept() {
        Map<Sent, Sent> following = new HashMap<>();
        for (Witness witness : witnesses) {
            List<Sent> seen = known(witness);
            requireOnce(witness, seen);
            noteOrder(witness, following);
            requireAll(witness, seen);
        }
        requireOneOrder(following);
        return violations;
    }

    private @Nullable Sent messageOf(Witness.Seen seen) {
        return seen.text() == null ? null : messages.get(seen.text());
    }

    private void broken(Witness witness, String what) {
        violations.add(witness.name() + " " + what);
    }

    /** The messages that a witness saw; those that it should not have seen are violations. */
    private List<Sent> known(Witness witness) {
        List<Sent> known = new ArrayList<>();
        for (Witness.Seen each : witness.seen()) {
            Sent message = messageOf(each);
            if (message == null) {
                if (each.text() != null) {
                    broken(witness, "saw what nobody sent: " + each.text());
                }
            } else if (each.subscribed()) {
                known.add(message);
            } else {
                broken(witness, "was not subscribed when it saw " + each.text());
            }
        }
        return known;
    }

    private void requireOnce(Witness witness, List<Sent> seen) {
        Set<Sent> once = new HashSet<>();
        for (Sent each : seen) {
            if (!once.add(each)) {
                broken(witness, "saw twice: " + each.text());
            }
        }
    }

    /** The same message again is not against the order. */
    private void requirePublishersOrder(Witness witness, List<Sent> seen) {
        Map<String, Sent> newest = new HashMap<>();
        for (Sent each : seen) {
            Sent before = newest.put(each.publisher, each);
            if (before != null && before.number > each.number) {
                broken(witness, "saw " + each.text() + " after " + before.text());
            }
        }
    }

    /** No message was sent only after the last one that was seen had been stored. */
    private void requireNewest(Witness witness, @Nullable Sent last) {
        long until = last == null ? witness.subscribedAt() : last.publishedAt;
        for (Sent each : sent) {
            if (each.isPublished() && each.sentAt > until) {
                broken(witness, "saw " + (last == null ? "nothing" : last.text()) + " last, and not " + each.text());
                return;
            }
        }
    }

    /** Whoever has left has seen at least what was stored before the last message that it saw was sent. */
    private void requireAll(Witness witness, List<Sent> seen) {
        Set<Sent> all = new HashSet<>(seen);
        long from = Math.max(witness.subscribedAt(), witness.lostAt());
        long until = seen.isEmpty() ? 0 : seen.getLast().sentAt;
        for (Sent each : sent) {
            boolean due = each.isPublished() && each.sentAt > from && (witness.stayed() || each.publishedAt < until);
            if (due && !all.contains(each)) {
                broken(witness, "did not see " + each.text());
            }
        }
    }

    /** Notes what came right after what; where two witnesses differ, one of them missed something or saw another order. */
    private void noteOrder(Witness witness, Map<Sent, Sent> following) {
        Sent before = null;
        for (Witness.Seen each : witness.seen()) {
            Sent message = messageOf(each);
            if (before != null && message != null) {
                Sent other = following.putIfAbsent(before, message);
                if (other != null && !other.equals(message)) {
                    broken(
                            witness,
                            "saw " + message.text() + " after " + before.text() + ", and another saw " + other.text());
                }
            }
            before = message;
        }
    }

    private void requireOneOrder(Map<Sent, Sent> following) {
        Set<Sent> done = new HashSet<>();
        for (Sent start : following.keySet()) {
            Set<Sent> way = new HashSet<>();
            for (Sent each = start; each != null && done.add(each); each = following.get(each)) {
                way.add(each);
                Sent next = following.get(each);
                if (next != null && way.contains(next)) {
                    violations.add("there is no one order: " + each.text() + " comes before and after " + next.text());
                }
            }
        }
    }
}
