package dev.liveshelf.stock;

import dev.liveshelf.stock.Movement.Verb;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The model's items and their ledgers. */
final class ModelShelf {

    private final String epoch;
    private final Map<String, Item> items = new TreeMap<>();
    private final Map<String, List<Movement>> ledger = new TreeMap<>();
    private String first;

    ModelShelf(String epoch) {
        this.epoch = epoch;
    }

    ModelShelf copy() {
        ModelShelf copy = new ModelShelf(epoch);
        copy.items.putAll(items);
        ledger.forEach((sku, movements) -> copy.ledger.put(sku, new ArrayList<>(movements)));
        copy.first = first;
        return copy;
    }

    Item item(String sku) {
        Item item = items.get(sku);
        if (item == null) {
            throw new Refusal.UnknownItem();
        }
        return item;
    }

    Level level(String sku) {
        return item(sku).level();
    }

    List<Item> items() {
        return List.copyOf(items.values());
    }

    String first() {
        return first;
    }

    /** Returns the movements after this number. */
    List<Movement> ledger(String sku, long after) {
        return ledger.getOrDefault(sku, List.of()).stream()
                .filter(movement -> movement.number() > after)
                .toList();
    }

    /** Forgets all but so many movements of each item. */
    void trim(int kept) {
        ledger.values().forEach(all -> {
            if (all.size() > kept) {
                all.subList(0, all.size() - kept).clear();
            }
        });
    }

    /** Changes an item by one movement. Its numbers are counted here, by nothing of the stock's own. */
    Level write(
            Verb verb,
            long quantity,
            String party,
            Instant now,
            String sku,
            long onHand,
            long held,
            long sold,
            Instant next) {
        Level old = level(sku);
        Version version = new Version(epoch, old.version().n() + 1);
        Level level = new Level(
                sku, version, old.onHand() + onHand, old.held() + held, old.safetyStock(), old.sold() + sold, next);
        return enter(new Movement(verb, now.truncatedTo(ChronoUnit.MILLIS), quantity, party, level));
    }

    /** Returns what the item would be after the count. */
    Item counted(Count count) {
        Item before = items.get(count.sku());
        if (before == null) {
            long kept = count.safetyStock() == null ? 0 : count.safetyStock();
            Level level = new Level(count.sku(), new Version(epoch, 1), count.onHand(), 0, kept, 0, null);
            return new Item(level, count.title() == null ? "" : count.title());
        }
        Level old = before.level();
        if (count.onHand() < old.held()) {
            throw new Refusal.BelowHeld(old);
        }
        long kept = count.safetyStock() == null ? old.safetyStock() : count.safetyStock();
        boolean same = count.onHand() == old.onHand() && kept == old.safetyStock();
        Version version = new Version(epoch, old.version().n() + (same ? 0 : 1));
        Level level = new Level(count.sku(), version, count.onHand(), old.held(), kept, old.sold(), old.nextExpiry());
        return new Item(level, count.title() == null ? before.title() : count.title());
    }

    Item put(Item after, Instant now) {
        Item before = items.put(after.sku(), after);
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        Level level = after.level();
        if (before == null) {
            first = first == null ? after.sku() : first;
            ledger.put(after.sku(), new ArrayList<>());
            enter(new Movement(Verb.SET, time, level.onHand(), "put on the shelf", level));
        } else if (!before.level().equals(level)) {
            enter(new Movement(Verb.SET, time, level.onHand() - before.level().onHand(), "counted", level));
        }
        return after;
    }

    private Level enter(Movement movement) {
        Level level = movement.after();
        items.put(level.sku(), new Item(level, items.get(level.sku()).title()));
        ledger.get(level.sku()).add(movement);
        return level;
    }
}
