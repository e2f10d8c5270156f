package dev.liveshelf.web;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Slows down who guesses the token: an address has five tries, and one more every five seconds. It is a table of one size,
 * whoever comes: two addresses share a place by chance only, so nobody can use up the tries of another.
 */
final class Guesses {

    /** Of a place's number: there are 4,096. */
    private static final int BITS = 12;

    private static final int TRIES = 5;
    private static final long STEP_MILLIS = 5_000;

    private final Clock clock;
    private final long salt = new SecureRandom().nextLong();

    /** When all tries are there again, by place; in milliseconds. */
    private final AtomicLongArray whole = new AtomicLongArray(1 << BITS);

    Guesses(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes one try, and returns zero; or takes none, and returns how long to wait for the next. Any thread.
     *
     * @param caller from {@link Callers}
     */
    Duration take(long caller) {
        int place = place(caller);
        long now = clock.millis();
        while (true) {
            long before = whole.get(place);
            long after = Math.max(before, now) + STEP_MILLIS;
            long wait = after - now - TRIES * STEP_MILLIS;
            if (wait > 0) {
                return Duration.ofMillis(wait);
            }
            if (whole.compareAndSet(place, before, after)) {
                return Duration.ZERO;
            }
        }
    }

    /** It was no guess. */
    void giveBack(long caller) {
        whole.set(place(caller), 0);
    }

    private int place(long caller) {
        return (int) (((salt ^ caller) * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - BITS)); // neighbours lie apart
    }
}
