package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Item;
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
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Every item's level and title, and its ledger, always written together. Only the writer's thread comes here. */
final class Shelf {

    private final MVMap<String, String> facts;
    private final MVMap<String, Level> levels;
    private final MVMap<String, String> titles;
    private final String epoch;
    private final Ledger ledger;
    private final Holds holds;
    private final Clock clock;
    private final Consumer<Item> changed;

    /**
     * @param holds say when an item's next hold ends
     * @param changed hears of each item as it is written
     */
    Shelf(Maps maps, String epoch, int ledgerLimit, Holds holds, Clock clock, Consumer<Item> changed) {
        this.epoch = epoch;
        this.holds = holds;
        this.clock = clock;
        this.changed = changed;
        facts = maps.facts();
        levels = maps.open("levels", new LevelType(epoch));
        titles = maps.open("titles", TextType.TEXT);
        ledger = Ledger.open(maps, epoch, ledgerLimit);
    }

    /** Returns the item that was put here first, or null while there is none. */
    @Nullable
    String first() {
        return facts.get("first");
    }

    /**
     * Compares every level with what its holds say.
     *
     * @param held units by item
     * @throws Damaged at the first that differs, or if items are missing
     */
    void check(Map<String, Long> held) {
        String first = first();
        if (first != null && !levels.containsKey(first)) {
            throw new Damaged("the first item is missing");
        }
        long items = 0;
        for (Level level : levels.values()) {
            long sum = held.getOrDefault(level.sku(), 0L);
            if (sum != level.held()) {
                throw new Damaged(
                        "of " + level.sku() + " " + level.held() + " are held, and the sum of all holds is " + sum);
            }
            items += sum == 0 ? 0 : 1;
        }
        if (items < held.size()) {
            throw new Damaged("there are holds of items that are missing");
        }
    }

    /** Shows every item there is. */
    void show(Consumer<Item> eye) {
        levels.values().forEach(level -> eye.accept(item(level)));
    }

    /** @throws Refusal.UnknownItem if it is not here */
    Level level(String sku) {
        Level level = levels.get(sku);
        if (level == null) {
            throw new Refusal.UnknownItem();
        }
        return level;
    }

    void fill(Map<String, Long> onHand) {
        if (levels.isEmpty()) {
            List<Count> counts = new ArrayList<>();
            onHand.forEach((sku, units) -> counts.add(new Count(sku, units, null, null)));
            setAll(counts);
        }
    }

    Item set(Count count, @Nullable Version expected) {
        if (expected != null && !level(count.sku()).version().equals(expected)) {
            throw new Refusal.Changed(level(count.sku()));
        }
        return write(count, after(count));
    }

    void setAll(List<Count> counts) {
        if (counts.stream().map(Count::sku).distinct().count() < counts.size()) {
            throw new IllegalArgumentException("An item is set twice in one step");
        }
        List<Level> after = counts.stream().map(this::after).toList(); // all of them, before the first is written
        for (int i = 0; i < after.size(); i++) {
            write(counts.get(i), after.get(i));
        }
    }

    List<Movement> ledger(String sku, long after, int most) {
        level(sku);
        return ledger.after(sku, after, most);
    }

    /**
     * Recomputes everything as it was in a version of the store that is still in use. For any thread.
     *
     * @param enough asked now and then
     */
    List<Finding> audit(long version, BooleanSupplier enough) {
        return new Audit(ledger.at(version), enough)
                .run(levels.openVersion(version).values(), holds.at(version));
    }

    /** Writes what a level has become, and the movement that led to it. After its holds, which say when the next ends. */
    Level write(Verb verb, long quantity, Object party, Level level) {
        Level written = level.expiring(holds.nextDeadline(level.sku()));
        levels.put(written.sku(), written);
        ledger.add(new Movement(
                verb, clock.instant().truncatedTo(ChronoUnit.MILLIS), quantity, party.toString(), written));
        changed.accept(item(written));
        return written;
    }

    String epoch() {
        return epoch;
    }

    boolean isEmpty() {
        return levels.isEmpty();
    }

    boolean has(String sku) {
        return levels.containsKey(sku);
    }

    /** Puts an item here that has a history elsewhere. */
    void open(Level level, String title) {
        levels.put(level.sku(), level);
        ledger.open(level);
        if (!title.isEmpty()) {
            titles.put(level.sku(), title);
        }
        changed.accept(item(level));
    }

    /** Makes this item the first, if it is here; else the one with the first name. */
    void begin(@Nullable String sku) {
        String first = sku != null && has(sku) ? sku : levels.firstKey();
        if (first != null) {
            facts.put("first", first);
        }
    }

    /** Returns items after this name as they were in a version of the store that is still in use. For any thread. */
    List<Item> at(long version, String after, int most) {
        MVMap<String, String> names = titles.openVersion(version);
        List<Item> found = new ArrayList<>();
        Cursor<String, Level> cursor = levels.openVersion(version).cursor(after);
        while (found.size() < most && cursor.hasNext()) {
            String sku = cursor.next();
            if (!sku.equals(after)) {
                found.add(new Item(cursor.getValue(), names.getOrDefault(sku, "")));
            }
        }
        return found;
    }

    /** Returns what a count makes of the item; what it has now, if that is the same. */
    private Level after(Count count) {
        Level before = levels.get(count.sku());
        Long kept = count.safetyStock();
        if (before == null) {
            return Level.first(count.sku(), epoch, count.onHand(), kept == null ? 0 : kept);
        }
        Level after = before.counted(count.onHand(), kept == null ? before.safetyStock() : kept);
        boolean same = after.onHand() == before.onHand() && after.safetyStock() == before.safetyStock();
        return same ? before : after;
    }

    private Item write(Count count, Level after) {
        String sku = after.sku();
        Level before = levels.get(sku);
        boolean retitled = count.title() != null && !count.title().equals(title(sku));
        if (retitled) {
            titles.put(sku, count.title());
        }
        if (before == null) {
            facts.putIfAbsent("first", sku);
            return item(write(Verb.SET, after.onHand(), "put on the shelf", after));
        }
        if (!after.equals(before)) {
            return item(write(Verb.SET, after.onHand() - before.onHand(), "counted", after));
        }
        if (retitled) {
            changed.accept(item(after));
        }
        return item(after);
    }

    private Item item(Level level) {
        return new Item(level, title(level.sku()));
    }

    private String title(String sku) {
        return titles.getOrDefault(sku, "");
    }
}
