package dev.liveshelf.cart;

import org.jspecify.annotations.Nullable;

/**
 * The viewers of one room that one lane serves. A wake of thousands is told a few at a time: between them the lane has time
 * for what else there is to do, the answers to carts before all.
 */
final class Corner {

    /** Some 10 µs each: nothing waits much longer than half a millisecond for its turn. */
    private static final int AT_A_TIME = 50;

    /** The lane is to come, for a wake of so many viewers. */
    private record Call(Wake wake, int viewers) {}

    private final Lane lane;
    private final RoomEye eye;
    private final WaitingList waiting = new WaitingList();
    private @Nullable Call next; // guarded by this; while there is one, later changes need not call again
    private boolean busy; // guarded by this; the lane is here, and looks for the next call before it goes

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
        if (viewers > 0 && mustCall(wake, viewers)) {
            lane.execute(this::serve);
        }
    }

    private synchronized boolean mustCall(Wake wake, int viewers) {
        if (next != null) {
            return false;
        }
        wake.call(viewers);
        next = new Call(wake, viewers);
        return !busy;
    }

    /** On the lane. */
    private void serve() {
        Call call = takeCall(); // first: a change from here on calls again
        if (call != null) {
            // Take the whole list and leave an empty one. While these are served, newcomers sit in the new one.
            serve(call, waiting.takeAll(), 0);
        }
    }

    private synchronized @Nullable Call takeCall() {
        Call call = next;
        next = null;
        busy = true;
        return call;
    }

    private void serve(Call call, @Nullable Place first, int before) {
        Place rest = first;
        int told = before;
        try {
            for (int i = 0; i < AT_A_TIME && rest != null; i++) {
                Place place = rest;
                rest = place.after; // before it is served: then it may join another list
                told++;
                place.seat.serve((Interest) place);
                eye.told();
            }
        } finally { // whatever happens, the others are not forgotten
            goOn(call, rest, told);
        }
    }

    private void goOn(Call call, @Nullable Place rest, int told) {
        if (rest != null) {
            lane.execute(() -> serve(call, rest, told));
            return;
        }
        eye.served(call.viewers(), told);
        call.wake().done();
        if (isCalledAgain()) {
            lane.execute(this::serve);
        }
    }

    private synchronized boolean isCalledAgain() {
        busy = next != null;
        return busy;
    }
}
