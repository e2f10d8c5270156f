package dev.liveshelf.stock;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a stock should do, in the plainest way: the reference that random histories are compared with. */
final class Model {

    record Item(long onHand, long held, long n) {}

    private record Done(String request, Long onHand) {}

    private record InCart(String session, String sku, int quantity, Instant since, Instant expires) {}

    private final Rules rules;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Done> done = new HashMap<>();
    private final Map<String, InCart> holds = new HashMap<>();

    Model(Rules rules, Map<String, Long> onHand) {
        this.rules = rules;
        onHand.forEach((sku, units) -> items.put(sku, new Item(units, 0, 1)));
    }

    /** Ends what is overdue. */
    void expire(Instant now) {
        List<InCart> all = new ArrayList<>(holds.values());
        all.removeIf(hold -> hold.expires().isAfter(now));
        all.forEach(hold -> release(hold.session(), hold.sku()));
    }

    /** Returns what the session holds afterwards, or the name of the refusal. */
    Object hold(String session, String sku, int quantity, Instant now) {
        if (quantity < 1 || quantity > rules.quantityLimit()) {
            return "Quantity";
        }
        Item item = items.get(sku);
        if (item == null) {
            return "UnknownItem";
        }
        InCart before = holds.get(session + " " + sku);
        int had = before == null ? 0 : before.quantity();
        if (quantity - had > item.onHand() - item.held()) {
            return "NotEnough";
        }
        if (quantity != had) {
            Instant since = before == null ? now : before.since();
            Instant expires = before == null ? now.plus(rules.holdTime()) : before.expires();
            holds.put(session + " " + sku, new InCart(session, sku, quantity, since, expires));
            change(sku, quantity - had);
        }
        return quantity;
    }

    Object extend(String session, String sku, Instant now) {
        if (!items.containsKey(sku)) {
            return "UnknownItem";
        }
        InCart before = holds.get(session + " " + sku);
        if (before == null) {
            return "NotHeld";
        }
        Instant expires = now.plus(rules.holdTime());
        Instant hard = before.since().plus(rules.holdLimit());
        if (expires.isAfter(hard)) {
            expires = hard;
        }
        if (!expires.equals(before.expires())) {
            holds.put(session + " " + sku, new InCart(session, sku, before.quantity(), before.since(), expires));
            change(sku, 0);
        }
        return before.quantity();
    }

    Object release(String session, String sku) {
        if (!items.containsKey(sku)) {
            return "UnknownItem";
        }
        InCart hold = holds.remove(session + " " + sku);
        if (hold != null) {
            change(sku, -hold.quantity());
        }
        return 0;
    }

    /** Returns what is on hand afterwards, or the name of the refusal. */
    Object set(String sku, long units) {
        Item before = items.get(sku);
        if (units < 0) {
            return "IllegalArgumentException";
        }
        if (before != null && units < before.held()) {
            return "BelowHeld";
        }
        if (before == null) {
            items.put(sku, new Item(units, 0, 1));
        } else if (units != before.onHand()) {
            items.put(sku, new Item(units, before.held(), before.n() + 1));
        }
        return units;
    }

    Object adjust(String sku, long delta, String key) {
        String request = sku + " " + delta;
        Done known = done.get(key);
        if (known != null) {
            return known.request().equals(request) ? known.onHand() : "KeyReused";
        }
        Item before = items.get(sku);
        if (before == null) {
            return "UnknownItem";
        }
        if (delta != 0) {
            Object outcome = set(sku, before.onHand() + delta);
            if (outcome instanceof String) {
                return outcome;
            }
        }
        done.put(key, new Done(request, before.onHand() + delta));
        return before.onHand() + delta;
    }

    Set<String> skus() {
        return items.keySet();
    }

    Item item(String sku) {
        return items.get(sku);
    }

    /** Returns units by sku. */
    Map<String, Integer> cart(String session) {
        Map<String, Integer> cart = new HashMap<>();
        holds.values().stream()
                .filter(hold -> hold.session().equals(session))
                .forEach(hold -> cart.put(hold.sku(), hold.quantity()));
        return cart;
    }

    private void change(String sku, int more) {
        Item item = items.get(sku);
        items.put(sku, new Item(item.onHand(), item.held() + more, item.n() + 1));
    }
}
