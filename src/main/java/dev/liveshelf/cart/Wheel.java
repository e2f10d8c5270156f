package dev.liveshelf.cart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Ends the waits of one lane's viewers, and gives beats: a hashed timing wheel (Varghese and Lauck, 1987, scheme 6). A seat is
 * added and removed in O(1); a turn looks only at the slots that have come up. Seats come due up to one slot late, never early.
 *
 * <p>Whoever turns it touches nobody's seat: the lane takes the whole slot.
 */
final class Wheel {

    private final Lane lane;
    private final List<WaitingList> slots;
    private final long slotNanos;
    private final Consumer<Seat> due;

    /** The last slot that has come up, counted from the clock's zero. Written by whoever turns it. */
    private volatile long turned;

    /**
     * @param lane serves all who are added
     * @param due is given each seat whose time has come, once, on the lane; it may add it again, for a later time
     */
    Wheel(Lane lane, int slots, long slotNanos, long now, Consumer<Seat> due) {
        this.lane = lane;
        this.slots = Stream.generate(WaitingList::new).limit(slots).toList();
        this.slotNanos = slotNanos;
        this.due = due;
        this.turned = Math.floorDiv(now, slotNanos);
    }

    /** Any thread. */
    void add(Seat seat) {
        long slot = Math.floorDiv(seat.due(), slotNanos) + 1;
        slot(slot).add(seat.wait);
        if (seat.hasLeft()) {
            seat.wait.remove(); // while we were adding
        } else if (slot <= turned && seat.wait.remove()) {
            // It came up while we were adding: nobody may look for a whole round. If it is not there, the lane has it.
            lane.execute(() -> due.accept(seat));
        }
    }

    /** Has every seat handed over whose time has come. One thread at a time. */
    void turn(long now) {
        long until = Math.floorDiv(now, slotNanos);
        while (turned < until) {
            long slot = turned + 1;
            turned = slot; // before the list is taken: see add
            if (slot(slot).size() > 0) {
                long end = slot * slotNanos;
                lane.execute(new Chain(lane, slot(slot), place -> comeUp(place.seat, end), served -> {}));
            }
        }
    }

    private void comeUp(Seat seat, long end) {
        if (seat.hasLeft()) {
            return; // on its way out while the list was taken: it must not come in again
        }
        if (seat.due() < end) {
            due.accept(seat);
        } else {
            add(seat); // in a later round
        }
    }

    /** Returns all of them, which stay where they are; nearly in the order in which they come due. */
    List<Seat> seats() {
        List<Seat> seats = new ArrayList<>();
        long first = turned + 1;
        for (int i = 0; i < slots.size(); i++) {
            slot(first + i).addTo(seats);
        }
        return seats;
    }

    /** Has all of them handed over now, at once: whatever the lane is given later may find it closed. */
    void endAll() {
        lane.execute(() -> slots.forEach(slot -> {
            for (Place place = slot.takeAll(); place != null; ) {
                Seat seat = place.seat;
                place = place.letGo();
                Lane.attempt(() -> due.accept(seat));
            }
        }));
    }

    private WaitingList slot(long number) {
        return slots.get((int) Math.floorMod(number, (long) slots.size()));
    }
}
