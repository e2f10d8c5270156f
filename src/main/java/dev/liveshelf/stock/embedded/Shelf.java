package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Version;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** Every item's level and its ledger, always written together. Only the writer's thread comes here. */
final class Shelf {

    private final MVMap<String, String> facts;
    private final MVMap<String, Level> levels;
    private final String epoch;
    private final Ledger ledger;
    private final Holds holds;
    private final Clock clock;
    private final Consumer<Level> changed;

    /**
     * @param holds say when an item's next hold ends
     * @param changed hears of each level as it is written
     */
    Shelf(MVStore store, int ledgerLimit, Holds holds, Clock clock, Consumer<Level> changed) {
        this.holds = holds;
        this.clock = clock;
        this.changed = changed;
        facts = store.openMap("facts");
        epoch = facts.computeIfAbsent("epoch", key -> newEpoch());
        levels = store.openMap("levels", new MVMap.Builder<String, Level>().valueType(new LevelType(epoch)));
        ledger = new Ledger(store, epoch, ledgerLimit);
    }

    String epoch() {
        return epoch;
    }

    /** Returns the item that was put here first, or null while there is none. */
    @Nullable
    String first() {
        return facts.get("first");
    }

    Iterable<Level> levels() {
        return levels.values();
    }

    /** @throws Refusal.UnknownItem if it is not here */
    Level level(String sku) {
        Level level = levels.get(sku);
        if (level == null) {
            throw new Refusal.UnknownItem();
        }
        return level;
    }

    List<Level> items(String after, int most) {
        List<Level> items = new ArrayList<>();
        Cursor<String, Level> cursor = levels.cursor(after + '\0'); // the first name that can follow it
        while (items.size() < most && cursor.hasNext()) {
            cursor.next();
            items.add(cursor.getValue());
        }
        return items;
    }

    void fill(Map<String, Long> onHand) {
        if (levels.isEmpty()) {
            List<Level> filled = new ArrayList<>();
            onHand.forEach((sku, units) -> filled.add(Level.first(sku, epoch, units, 0)));
            filled.forEach(level -> putFirst(level, "first filling"));
        }
    }

    Level set(String sku, long onHand, long safetyStock, @Nullable Version expected) {
        if (expected != null && !level(sku).version().equals(expected)) {
            throw new Refusal.Changed(level(sku));
        }
        Level before = levels.get(sku);
        if (before == null) {
            return putFirst(Level.first(sku, epoch, onHand, safetyStock), "put on the shelf");
        }
        Level after = before.counted(onHand, safetyStock);
        boolean same = before.onHand() == onHand && before.safetyStock() == safetyStock;
        return same ? before : write(Verb.SET, onHand - before.onHand(), "counted", after);
    }

    List<Movement> ledger(String sku, long after, int most) {
        level(sku);
        return ledger.after(sku, after, most);
    }

    List<Finding> audit() {
        return new Audit(ledger).run(levels.values(), holds.all());
    }

    /** Writes what a level has become, and the movement that led to it. After its holds, which say when the next ends. */
    Level write(Verb verb, long quantity, Object party, Level level) {
        Level written = level.expiring(holds.nextDeadline(level.sku()));
        levels.put(written.sku(), written);
        ledger.add(new Movement(
                verb, clock.instant().truncatedTo(ChronoUnit.MILLIS), quantity, party.toString(), written));
        changed.accept(written);
        return written;
    }

    private Level putFirst(Level level, String reason) {
        facts.putIfAbsent("first", level.sku());
        return write(Verb.SET, level.onHand(), reason, level);
    }

    /** Six letters and figures: two billion values, for something that happens once in the life of a directory. */
    private static String newEpoch() {
        long random = ThreadLocalRandom.current().nextLong(60_466_176L, 2_176_782_336L);
        return Long.toString(random, Character.MAX_RADIX);
    }
}
