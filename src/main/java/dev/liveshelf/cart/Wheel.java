package dev.liveshelf.cart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ends waits, and gives beats: a hashed timing wheel (Varghese and Lauck, 1987, scheme 6). A seat is added and removed in
 * O(1); a turn looks only at the slots that have come up. Seats come due up to one slot late, never early.
 */
final class Wheel {

    private final List<WaitingList> slots;
    private final long slotNanos;
    private final Consumer<Seat> due;

    /** The last slot that has come up, counted from the clock's zero. Written under the lock of this. */
    private volatile long turned;

    /** @param due is given each seat whose time has come, once; it may add it again, for a later time */
    Wheel(int slots, long slotNanos, long now, Consumer<Seat> due) {
        this.slots = Stream.generate(WaitingList::new).limit(slots).toList();
        this.slotNanos = slotNanos;
        this.due = due;
        this.turned = Math.floorDiv(now, slotNanos);
    }

    void add(Seat seat) {
        long slot = Math.floorDiv(seat.due(), slotNanos) + 1;
        slot(slot).add(seat.wait);
        // It came up while we were adding: nobody may look for a whole round. If it is not there, the turn has it.
        if (slot <= turned && seat.wait.remove()) {
            due.accept(seat);
        }
    }

    /** Hands over every seat whose time has come. */
    synchronized void turn(long now) {
        long until = Math.floorDiv(now, slotNanos);
        while (turned < until) {
            long slot = turned + 1;
            turned = slot; // before the list is taken: see add
            for (Place place = slot(slot).takeAll(); place != null; ) {
                Place next = place.letGo();
                Seat seat = place.seat;
                if (seat.hasLeft()) {
                    // on its way out while we took the list: it must not come in again
                } else if (seat.due() < slot * slotNanos) {
                    due.accept(seat);
                } else {
                    slot(slot).add(place); // in a later round
                }
                place = next;
            }
        }
    }

    /** Returns all of them, which stay where they are; nearly in the order in which they come due. */
    synchronized List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        for (int i = 1; i <= slots.size(); i++) {
            slot(turned + i).addTo(seats);
        }
        return seats;
    }

    /** Hands over all of them now. */
    synchronized void endAll() {
        for (WaitingList slot : slots) {
            for (Place place = slot.takeAll(); place != null; ) {
                Place next = place.letGo();
                due.accept(place.seat);
                place = next;
            }
        }
    }

    private WaitingList slot(long number) {
        return slots.get((int) Math.floorMod(number, (long) slots.size()));
    }
}
