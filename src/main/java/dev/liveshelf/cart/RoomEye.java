package dev.liveshelf.cart;

/** Hears what goes on in the waiting room, to count it. Called on lanes, {@link #told} for each viewer: must not take long, nor fail. */
public interface RoomEye {

    /** Sees nothing. */
    RoomEye CLOSED = new RoomEye() {
        @Override
        public void calls(int viewers) {}

        @Override
        public void told() {}

        @Override
        public void served(int called, int told) {}

        @Override
        public void woke(long nanos) {}

        @Override
        public void sentAway() {}
    };

    /** A wake is about to tell so many viewers, on one lane. */
    void calls(int viewers);

    /** One of them has been told. */
    void told();

    /** All of them have been, on one lane: so many were to be, and so many were, for some have left, and some come. */
    void served(int called, int told);

    /** A wake is over: its last viewer was told so long after it began. */
    void woke(long nanos);

    /** The wait of a viewer ends because the shop closes. */
    void sentAway();
}
