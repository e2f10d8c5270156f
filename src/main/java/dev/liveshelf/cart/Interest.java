package dev.liveshelf.cart;

import dev.liveshelf.stock.Version;

/** A viewer's place in one item's room, and the version it knows. */
final class Interest extends Place {

    final Room room;

    /** Set before joining; later written on the seat's lane only. */
    private volatile Version since;

    Interest(Seat seat, Room room, Version since) {
        super(seat);
        this.room = room;
        this.since = since;
    }

    void join() {
        room.corner(seat.lane).waiting().add(this);
    }

    @Override
    boolean isReturning() {
        return !seat.stays();
    }

    boolean hasNews() {
        return !room.latest().level().version().equals(since);
    }

    /** Takes note of what the viewer is told. Returns whether it was news. On the seat's lane. */
    boolean learn(News news) {
        Version now = news.level().version();
        boolean isNews = !now.equals(since);
        since = now;
        return isNews;
    }
}
