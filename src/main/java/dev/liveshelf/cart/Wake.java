package dev.liveshelf.cart;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** One dispatch of a level to the lanes. It is over when the last lane has told its last viewer. */
final class Wake {

    private final RoomEye eye;
    private final Timer timer;
    private final long begin;
    private final LongConsumer over;

    /** The lanes that are not done, and whoever calls them. */
    private final AtomicInteger left = new AtomicInteger(1);

    /** Written by whoever calls the lanes, before it is done. */
    private boolean calls;

    /** @param over is told how many nanoseconds it took, on the thread that ended it */
    Wake(RoomEye eye, Timer timer, LongConsumer over) {
        this.eye = eye;
        this.timer = timer;
        this.over = over;
        this.begin = timer.now();
    }

    /** Calls one more lane, for so many viewers. By one thread, which says in the end that it is {@link #done}. */
    void call(int viewers) {
        left.incrementAndGet();
        calls = true;
        eye.calls(viewers);
    }

    void done() {
        if (left.decrementAndGet() == 0) {
            long took = timer.now() - begin;
            if (calls) {
                eye.woke(took);
            }
            over.accept(took);
        }
    }
}
