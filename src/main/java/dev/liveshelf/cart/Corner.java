package dev.liveshelf.cart;

import org.jspecify.annotations.Nullable;

/**
 * The viewers of one room that one lane serves. A wake of thousands is told a few at a time: between them the lane has time
 * for what else there is to do, the answers to carts before all.
 */
final class Corner {

    /** Some 10 µs each: nothing waits much longer than half a millisecond for its turn. */
    private static final int AT_A_TIME = 50;

    private final Lane lane;
    private final RoomEye eye;
    private final WaitingList waiting = new WaitingList();

    Corner(Lane lane, RoomEye eye) {
        this.lane = lane;
        this.eye = eye;
    }

    WaitingList waiting() {
        return waiting;
    }

    /** Has everyone told who waits here. Any thread. */
    void call(Wake wake) {
        int viewers = waiting.size();
        if (viewers > 0) {
            wake.call(viewers);
            // Take the whole list and leave an empty one. While these are served, newcomers sit in the new one.
            lane.execute(() -> serve(wake, viewers, waiting.takeAll(), 0));
        }
    }

    /** On the lane. */
    private void serve(Wake wake, int viewers, @Nullable Place first, int before) {
        Place rest = first;
        int told = before;
        try {
            for (int i = 0; i < AT_A_TIME && rest != null; i++) {
                Place place = rest;
                rest = place.letGo(); // before it is served: then it may join another list
                told++;
                place.seat.serve((Interest) place);
                eye.told();
            }
        } finally { // whatever happens, the others are not forgotten
            goOn(wake, viewers, rest, told);
        }
    }

    private void goOn(Wake wake, int viewers, @Nullable Place rest, int told) {
        if (rest != null) {
            lane.execute(() -> serve(wake, viewers, rest, told));
            return;
        }
        eye.served(viewers, told);
        wake.done();
    }
}
