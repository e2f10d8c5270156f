package dev.liveshelf.web;

import dev.liveshelf.stock.Session;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many sessions put something into a cart for the first time, by address and minute: who wants all of the shelf for himself
 * needs many carts. Remembers what fits into a megabyte. A session that has been forgotten is new once more, and an address
 * begins again at nothing, so that too much is let in rather than too little.
 */
final class Newcomers {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int SESSIONS = 1 << 16;
    private static final int ADDRESSES = 1 << 14;

    /** Where an address may stand: in one of so many places side by side. */
    private static final int PLACES = 4;

    private final int limit;
    private final LongSupplier clock;

    /** So that nobody can choose where he stands. */
    private final long salt = ThreadLocalRandom.current().nextLong();

    // All below: guarded by this.
    private final long[] sessions = new long[SESSIONS];
    private final long[] addresses = new long[ADDRESSES];
    private final long[] since = new long[ADDRESSES];
    private final int[] counts = new int[ADDRESSES];

    /**
     * @param limit new sessions of one address in one minute
     * @param clock nanoseconds since some moment
     */
    Newcomers(int limit, LongSupplier clock) {
        this.limit = limit;
        this.clock = clock;
    }

    /** @throws Problem 429 if the session is new, and too many of its address are */
    synchronized void admit(long address, Session session) {
        long digest = digest(session);
        int place = (int) (digest & SESSIONS - 1);
        if (sessions[place] == digest) {
            return;
        }
        long now = clock.getAsLong();
        int row = row(address, now);
        if (counts[row] >= limit) {
            long left = MINUTE - (now - since[row]);
            throw Problem.tooManyNewcomers(Math.max(1, (left + 999_999_999) / 1_000_000_000));
        }
        counts[row]++;
        sessions[place] = digest;
    }

    /** Returns where the address is counted; if nowhere yet, takes a place that is free, or that of the least. */
    private int row(long address, long now) {
        int first = (int) (mixed(address) & ADDRESSES - PLACES);
        int least = first;
        for (int row = first; row < first + PLACES; row++) {
            if (counts[row] > 0 && now - since[row] >= MINUTE) {
                counts[row] = 0;
            }
            if (counts[row] > 0 && addresses[row] == address) {
                return row;
            }
            least = counts[row] < counts[least] ? row : least;
        }
        addresses[least] = address;
        since[least] = now;
        counts[least] = 0;
        return least;
    }

    private long digest(Session session) {
        long digest = salt;
        for (int i = 0; i < session.value().length(); i++) {
            digest = mixed(digest ^ session.value().charAt(i));
        }
        return digest;
    }

    private long mixed(long bits) { // as SplittableRandom does
        long mixed = bits ^ salt;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
