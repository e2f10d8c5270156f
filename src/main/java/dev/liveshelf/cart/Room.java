package dev.liveshelf.cart;

import dev.liveshelf.stock.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Everyone who waits for news of one item, a list for each lane, and the news itself.
 *
 * <pre>
 *            change                      tick over
 *   QUIET ------------&gt; told at once ------------------&gt; QUIET
 *                          |                               ^
 *                          | more changes within the tick  | tick over: the newest is told,
 *                          +--------&gt; PENDING -------------+ and a new tick begins
 * </pre>
 *
 * <p>A wake begins when the one before is over, at the earliest: its end begins the one that is pending. A crowd so large
 * that telling it takes most of a tick rests afterwards, as long as that took: half of the lanes' time is for carts and for
 * whoever comes. (5,000 streams, 500 changes a second, on two cores that the shoppers need as well.)
 *
 * <p>A room in which nobody has been for a while is closed; whoever comes later opens another.
 */
final class Room {

    /** How long it stays open when everybody has left. Also more than anybody takes from the door to a seat. */
    static final long REST = TimeUnit.SECONDS.toNanos(60);

    /** How fast a crowd is asked to return: at this rate one core spends a twentieth of its time on it. */
    private static final long NANOS_EACH_RETURN = TimeUnit.MICROSECONDS.toNanos(500);

    /** However many return, nobody is asked to stay away for longer: who is away misses the news. */
    private static final long LONGEST_AWAY = TimeUnit.SECONDS.toNanos(10);

    /** After that a wake is not waited for any more: a lane is held up, and the others have viewers to tell. */
    private static final long LONGEST_WAKE = TimeUnit.SECONDS.toNanos(5);

    private final List<Corner> corners;
    private volatile @Nullable List<News> latest;
    private long nextWake; // guarded by this
    private boolean waking; // guarded by this
    private long wakeBegan; // guarded by this
    private boolean pending; // guarded by this
    private volatile long allBack; // written under this; when everyone will have returned who was told, at that rate
    private volatile long lastUse; // written under this
    private volatile boolean closed; // written under this, once
    private int drain; // guarded by this; milliseconds, 0 until the shop closes

    Room(Lanes lanes, RoomEye eye, long now) {
        corners = lanes.all().stream().map(lane -> new Corner(lane, eye)).toList();
        nextWake = now;
        lastUse = now;
        allBack = now;
    }

    /** Keeps it open for a while. Returns false if it is closed already. */
    boolean use(long now) {
        if (now - lastUse < REST / 4) { // most of the time, and without a lock: it will not be closed for long enough
            return !closed;
        }
        synchronized (this) {
            lastUse = now;
            return !closed;
        }
    }

    /** Closes it if nobody is here, nor has been for a while. Returns whether it is closed. */
    synchronized boolean closeIfLeft(long now) {
        boolean empty = corners.stream().allMatch(corner -> corner.waiting().size() == 0);
        closed |= empty && now - lastUse >= REST;
        return closed;
    }

    /**
     * Takes note of a level. Returns whether those who wait are to be told: not if it comes late and is older than what is
     * known; nor if it is the first, for nobody can have waited before it.
     */
    synchronized boolean learn(Level level) {
        List<News> known = latest;
        if (known != null) {
            Level before = known.get(0).level();
            boolean sameEpoch = before.version().epoch().equals(level.version().epoch());
            if (sameEpoch && !level.version().isAheadOf(before.version())) {
                return false;
            }
        }
        latest = List.of(new News(level, known == null ? drain : known.get(0).pollAfter()));
        return known != null;
    }

    boolean isReady() {
        return latest != null;
    }

    News latest() {
        return latestAlone().get(0);
    }

    /** Returns the latest news as a list of one, the same for every viewer who is told it. */
    List<News> latestAlone() {
        List<News> known = latest;
        if (known == null) {
            throw new IllegalStateException("A room is entered only after its first level is known");
        }
        return known;
    }

    /**
     * Plans a wake. Returns in how many nanoseconds it is due; or -1 if one is planned already, or if the one under way says so
     * when it is over.
     */
    synchronized long planWake(long now) {
        if (waking && now - wakeBegan >= LONGEST_WAKE) {
            waking = false;
            pending = false;
        }
        boolean isSeenTo = pending || waking;
        pending = true;
        return isSeenTo ? -1 : Math.max(0, nextWake - now);
    }

    /**
     * Begins the wake that was planned: later changes need a new one, a tick from now at the earliest, and not before this one
     * is over. Returns false if none is planned any more.
     */
    synchronized boolean beginWake(long now, long tick) {
        if (!pending) {
            return false;
        }
        pending = false;
        waking = true;
        wakeBegan = now;
        nextWake = now + tick;
        lastUse = now; // those who stay are not in their places while they are told
        expect(corners.stream().mapToInt(corner -> corner.waiting().returning()).sum(), now);
        askBack(now);
        return true;
    }

    /**
     * All have been told by the wake that began then, which took so many nanoseconds: the next is as far off, at least. Returns
     * in how many nanoseconds it is due, or -1 if none is planned, or if this one had been given up. Any thread.
     */
    synchronized long endWake(long began, long now, long took) {
        if (began != wakeBegan) {
            return -1; // another one is under way
        }
        waking = false;
        nextWake = Math.max(nextWake, now + took);
        return pending ? Math.max(0, nextWake - now) : -1;
    }

    /**
     * Takes note of one who returned to news and is told at once, without a wake. While the item does not rest all are told
     * so: did they not count, they would return as fast as they are served.
     */
    void tellAtOnce(long now) {
        expect(1, now);
    }

    /** Once everyone is back who was told, nobody need stay away any more. */
    void forgetReturned(long now) {
        if (latest().pollAfter() > 0 && now - allBack >= 0) {
            askBack(now);
        }
    }

    private synchronized void expect(int returning, long now) {
        long away = Math.max(0, allBack - now) + returning * NANOS_EACH_RETURN;
        allBack = now + Math.min(away, LONGEST_AWAY);
    }

    private synchronized void askBack(long now) {
        long away = TimeUnit.NANOSECONDS.toMillis(Math.max(0, allBack - now));
        int pollAfter = Math.max(drain, (int) away);
        if (pollAfter != latest().pollAfter()) { // else every viewer can share what was made of it
            latest = List.of(new News(latest().level(), pollAfter));
        }
    }

    /** From now on whoever is told is asked to come back within this time. */
    synchronized void askBackWithin(Duration time) {
        drain = (int) time.toMillis();
        if (isReady()) {
            latest = List.of(new News(latest().level(), drain));
        }
    }

    /** Returns a corner for each lane. */
    List<Corner> corners() {
        return corners;
    }

    Corner corner(Lane lane) {
        return corners.get(lane.number());
    }
}
