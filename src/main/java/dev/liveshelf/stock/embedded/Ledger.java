package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Version;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * Every item's movements. Of each item a set number is kept; what is older is folded into its opening level, so that the
 * level is always the opening and all movements after it. Only the writer's thread comes here.
 */
final class Ledger {

    private final String epoch;
    private final int limit;
    private final MVMap<String, Movement> movements;
    private final MVMap<String, Level> openings;

    private Ledger(String epoch, int limit, MVMap<String, Movement> movements, MVMap<String, Level> openings) {
        this.epoch = epoch;
        this.limit = limit;
        this.movements = movements;
        this.openings = openings;
    }

    /** @param limit movements kept of each item, at least; a tenth more at the most */
    static Ledger open(Maps maps, String epoch, int limit) {
        LevelType levels = new LevelType(epoch);
        return new Ledger(epoch, limit, maps.open("ledger", new MovementType(levels)), maps.open("openings", levels));
    }

    /** Returns the ledger as it was in a version of the store that is still in use, to read. For any thread. */
    Ledger at(long version) {
        return new Ledger(epoch, limit, movements.openVersion(version), openings.openVersion(version));
    }

    void add(Movement movement) {
        String sku = movement.after().sku();
        movements.put(key(sku, movement.number()), movement);
        long kept = movement.number() - opening(sku).version().n();
        if (kept > limit + limit / 10) { // many at once, so that the opening is not written with every change
            trim(sku, movement.number() - limit);
        }
    }

    /** Returns the movements after this number, oldest first. */
    List<Movement> after(String sku, long number, int most) {
        List<Movement> found = new ArrayList<>();
        Cursor<String, Movement> cursor = movements.cursor(key(sku, Math.max(0, number) + 1));
        while (found.size() < most && cursor.hasNext() && cursor.next().startsWith(sku + "/")) {
            found.add(cursor.getValue());
        }
        return found;
    }

    /** Returns the level before the first movement that is kept. */
    Level opening(String sku) {
        Level opening = openings.get(sku);
        return opening != null ? opening : new Level(sku, new Version(epoch, 0), 0, 0, 0, 0, null);
    }

    /** Begins the ledger of an item that has a history elsewhere. */
    void open(Level opening) {
        openings.put(opening.sku(), opening);
    }

    private void trim(String sku, long upTo) {
        for (Movement old : after(sku, opening(sku).version().n(), Integer.MAX_VALUE)) {
            if (old.number() > upTo) {
                break;
            }
            movements.remove(key(sku, old.number()));
            openings.put(sku, old.after());
        }
    }

    /** No sku has a slash; sixteen digits hold every number and keep them in order. */
    private static String key(String sku, long number) {
        return sku + "/" + String.format("%016x", number);
    }
}
