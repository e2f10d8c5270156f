package dev.liveshelf.cart;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits: a linked list that can be joined, left, and taken away whole, each in O(1).
 *
 * <p>Taking it away begins a new generation. A place of an older generation is nobody's neighbour any more, so leaving
 * does nothing to it, and whoever took the chain may walk it without a lock.
 */
final class WaitingList {

    private @Nullable Place first; // guarded by this
    private long generation; // guarded by this
    private int size; // guarded by this
    private int returning; // guarded by this

    synchronized void add(Place place) {
        place.list = this;
        place.generation = generation;
        place.before = null;
        place.after = first;
        if (first != null) {
            first.before = place;
        }
        first = place;
        size++;
        returning += place.isReturning() ? 1 : 0;
    }

    synchronized boolean remove(Place place) {
        if (place.list != this || place.generation != generation) {
            return false;
        }
        if (place.before != null) {
            place.before.after = place.after;
        } else {
            first = place.after;
        }
        if (place.after != null) {
            place.after.before = place.before;
        }
        place.letGo();
        place.list = null;
        size--;
        returning -= place.isReturning() ? 1 : 0;
        return true;
    }

    /** Takes the whole list and leaves an empty one. Returns its first place, linked to the others: see {@link Place#letGo}. */
    synchronized @Nullable Place takeAll() {
        Place taken = first;
        first = null;
        size = 0;
        returning = 0;
        generation++;
        return taken;
    }

    synchronized void addTo(List<Seat> seats) {
        for (Place place = first; place != null; place = place.after) {
            seats.add(place.seat);
        }
    }

    synchronized int size() {
        return size;
    }

    /** Returns how many of them come back when they are told. */
    synchronized int returning() {
        return returning;
    }
}
