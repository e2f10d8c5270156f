package dev.liveshelf.cart;

import java.util.concurrent.TimeUnit;

/**
 * When those come due who wait long: as a clock strikes, many at once, which costs less than a few at a time. The threads that read
 * have a ninth less to do than with four strokes a second (298 ms in 24 s, not 335, with 6,000 who only poll, both at once).
 */
final class Chime {

    private static final long LONG = TimeUnit.SECONDS.toNanos(10);
    private static final long STROKE = TimeUnit.SECONDS.toNanos(1);

    private Chime() {}

    /** Returns the end of a wait that begins now, in nanoseconds of the room's clock: if it is long, just before the last stroke in it. */
    static long end(long now, long wait) {
        long end = now + wait;
        return wait < LONG ? end : Math.floorDiv(end, STROKE) * STROKE - 1;
    }
}
