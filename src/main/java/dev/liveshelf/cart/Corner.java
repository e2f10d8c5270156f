package dev.liveshelf.cart;

/** The viewers of one room that one lane serves. A wake of thousands is told a few at a time: see {@link Chain}. */
final class Corner {

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
            lane.execute(new Chain(lane, waiting, this::tell, told -> {
                eye.served(viewers, told);
                wake.done();
            }));
        }
    }

    /** On the lane. */
    private void tell(Place place) {
        place.seat.serve((Interest) place);
        eye.told();
    }
}
