package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Packs what is on the shelf and in the carts, and unpacks it. Only the writer's thread comes here, but to pack. */
final class Moving {

    /** The load that is moving in, if one is. */
    private static final String LOAD = "moving";

    private static final String FIRST = "moving.first";

    private final MVMap<String, String> facts;
    private final Shelf shelf;
    private final Holds holds;

    Moving(MVMap<String, String> facts, Shelf shelf, Holds holds) {
        this.facts = facts;
        this.shelf = shelf;
        this.holds = holds;
    }

    /** @throws Refusal.Away while somebody is moving in */
    void refuse() {
        if (facts.containsKey(LOAD)) {
            throw new Refusal.Away(Refusal.MOVING_IN);
        }
    }

    void begin(String load, @Nullable String first) {
        boolean goesOn = load.equals(facts.get(LOAD));
        if (!goesOn && (facts.containsKey(LOAD) || !shelf.isEmpty())) {
            throw facts.containsKey(LOAD) ? new Refusal.Away(Refusal.MOVING_IN) : new Refusal.NotEmpty();
        }
        facts.put(LOAD, load);
        facts.put(FIRST, first == null ? "" : first);
    }

    void unpack(Parcel parcel) {
        String sku = parcel.sku();
        if (!shelf.has(sku)) {
            Level first = Level.first(sku, shelf.epoch(), parcel.onHand(), parcel.safetyStock());
            shelf.open(first.having(parcel.sold()), parcel.title());
        }
        for (Hold hold : parcel.holds()) {
            if (holds.get(hold.session(), sku) == null) {
                holds.put(hold);
                Level after = shelf.level(sku).movedIn(hold.quantity());
                shelf.write(Verb.HOLD, hold.quantity(), hold.session(), after);
            }
        }
    }

    void end() {
        shelf.begin(facts.get(FIRST));
        facts.remove(FIRST);
        facts.remove(LOAD);
    }

    /** Packs what was there in a version of the store that is still in use. For any thread. */
    List<Parcel> pack(long version, String after, int most) {
        List<Item> items = shelf.at(version, after, most);
        Map<String, List<Hold>> held = new HashMap<>();
        for (Item item : items) {
            held.put(item.sku(), new ArrayList<>());
        }
        for (Hold hold : holds.at(version)) { // they lie by cart, so each part costs a look at all of them
            List<Hold> its = held.get(hold.sku());
            if (its != null) {
                its.add(hold);
            }
        }
        return items.stream()
                .map(item -> parcel(item, Objects.requireNonNull(held.get(item.sku()))))
                .toList();
    }

    private static Parcel parcel(Item item, List<Hold> holds) {
        Level level = item.level();
        return new Parcel(item.sku(), item.title(), level.onHand(), level.safetyStock(), level.sold(), holds);
    }
}
