package dev.weft.server.topic;

import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of a topic, in an array that is read without a lock while it changes: a place is free or taken, and
 * when the array becomes too small or too empty it is replaced. Changed under the topic's lock.
 */
final class Subscribers {

    static final int NOWHERE = -1;

    private static final int SMALLEST = 4;

    private volatile @Nullable Subscription[] places = new @Nullable Subscription[SMALLEST];
    private int count;

    /** Every place below this is taken or was. */
    private int end;

    /** A snapshot, as it is being changed: a place may be free, and what has just been removed may still be there. */
    @Nullable
    Subscription[] places() {
        return places;
    }

    int count() {
        return count;
    }

    void add(Subscription subscription) {
        if (end == places.length) {
            moveTo(Math.max(SMALLEST, 2 * count));
        }
        @Nullable Subscription[] same = places;
        subscription.place = end;
        same[end++] = subscription;
        count++;
        // The write of the field makes the place visible to whoever reads the field next.
        places = same;
    }

    /** Removes it; false if it is not here. */
    // Compared by identity: each is one object.
    @SuppressWarnings("ReferenceEquality")
    boolean remove(Subscription subscription) {
        int place = subscription.place;
        if (place == NOWHERE || place >= end || places[place] != subscription) {
            return false;
        }
        places[place] = null;
        subscription.place = NOWHERE;
        count--;
        if (count < places.length / 4 && places.length > SMALLEST) {
            shrink();
        }
        return true;
    }

    private void shrink() {
        try {
            moveTo(Math.max(SMALLEST, places.length / 2));
        } catch (OutOfMemoryError none) {
            // The large one serves as well, and whoever leaves because memory is short has left.
        }
    }

    /** Copies those that are there into a new array: whoever goes through the old one is not disturbed. */
    private void moveTo(int size) {
        @Nullable Subscription[] old = places;
        @Nullable Subscription[] fresh = new @Nullable Subscription[Math.max(size, count + 1)];
        int at = 0;
        for (int i = 0; i < end; i++) {
            Subscription each = old[i];
            if (each != null) {
                each.place = at;
                fresh[at++] = each;
            }
        }
        places = fresh;
        end = at;
    }
}
