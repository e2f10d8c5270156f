package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** All holds, and which of them ends next. Only the writer's thread comes here. */
final class Holds {

    private final MVMap<String, Hold> holds;

    /** Of all holds that have a deadline. Says nothing that the holds do not say. */
    private final Deadlines deadlines = new Deadlines();

    Holds(Maps maps) {
        holds = maps.open("holds", new HoldType());
        readDeadlines();
    }

    /** Reads the deadlines from the holds: at the start, and when steps were undone. */
    void readDeadlines() {
        deadlines.clear();
        Cursor<String, Hold> cursor = holds.cursor(null);
        while (cursor.hasNext()) {
            String key = cursor.next();
            deadlines.add(cursor.getValue().expires(), cursor.getValue().sku(), key);
        }
    }

    /** Returns how many units are held, by item. */
    Map<String, Long> sums() {
        Map<String, Long> sums = new HashMap<>();
        holds.values().forEach(hold -> sums.merge(hold.sku(), (long) hold.quantity(), Long::sum));
        return sums;
    }

    /** Returns all holds as they were in a version of the store that is still in use. For any thread. */
    Iterable<Hold> at(long version) {
        return holds.openVersion(version).values();
    }

    @Nullable
    Hold get(Session session, String sku) {
        return holds.get(key(session, sku));
    }

    /** Returns what the session holds, oldest first. */
    List<Hold> of(Session session) {
        List<Hold> mine = new ArrayList<>();
        each(session, mine::add);
        mine.sort(Comparator.comparing(Hold::since));
        return mine;
    }

    /** Returns how many units the session holds, of all items together. */
    long units(Session session) {
        long[] units = new long[1];
        each(session, hold -> units[0] += hold.quantity());
        return units[0];
    }

    private void each(Session session, Consumer<Hold> eye) {
        String prefix = key(session, "");
        Cursor<String, Hold> cursor = holds.cursor(prefix);
        while (cursor.hasNext() && cursor.next().startsWith(prefix)) {
            eye.accept(cursor.getValue());
        }
    }

    /** Puts a hold in the place of what the session held of the item. */
    void put(Hold hold) {
        String key = key(hold.session(), hold.sku());
        Hold before = holds.put(key, hold);
        if (before != null) {
            deadlines.remove(before.expires(), before.sku(), key);
        }
        deadlines.add(hold.expires(), hold.sku(), key);
    }

    void drop(Hold hold) {
        String key = key(hold.session(), hold.sku());
        holds.remove(key);
        deadlines.remove(hold.expires(), hold.sku(), key);
    }

    /** Returns when the next hold ends by itself, or null if none will. */
    @Nullable
    Instant nextDeadline() {
        Deadlines.Deadline first = deadlines.first();
        return first == null ? null : first.at();
    }

    /** Returns when the item's next hold ends by itself, or null if none will. */
    @Nullable
    Instant nextDeadline(String sku) {
        return deadlines.next(sku);
    }

    /** Returns the next hold whose deadline has come, or null. */
    @Nullable
    Hold overdue(Instant now) {
        Deadlines.Deadline first = deadlines.first();
        return first == null || first.at().isAfter(now) ? null : Objects.requireNonNull(holds.get(first.key()));
    }

    /** A session has no slash in it, so the holds of one cart lie side by side, and no other cart's between them. */
    private static String key(Session session, String sku) {
        return session.value() + "/" + sku;
    }
}
