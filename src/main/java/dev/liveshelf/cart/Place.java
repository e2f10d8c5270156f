package dev.liveshelf.cart;

import org.jspecify.annotations.Nullable;

/** A viewer's link in one waiting list. */
class Place {

    final Seat seat;

    /** The list and which of its generations this is in. Written under the list's lock, as are the links. */
    volatile @Nullable WaitingList list;

    long generation;

    @Nullable
    Place before;

    @Nullable
    Place after;

    Place(Seat seat) {
        this.seat = seat;
    }

    /** Takes itself out of the list it is in, in O(1). Nothing happens if that list was taken away meanwhile. */
    final void remove() {
        WaitingList in = list;
        if (in != null) {
            in.remove(this);
        }
    }
}
