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

    private record Bought(String session, Map<String, Integer> left) {}

    private record Done(String request, Long onHand) {}

    private record InCart(String session, String sku, int quantity, Instant since, Instant expires) {}

    private final Rules rules;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Done> done = new HashMap<>();
    private final Map<String, InCart> gone = new HashMap<>();
    private final Map<String, Bought> orders = new HashMap<>();
    private final Map<String, InCart> holds = new HashMap<>();

    Model(Rules rules, Map<String, Long> onHand) {
        this.rules = rules;
        onHand.forEach((sku, units) -> items.put(sku, new Item(units, 0, 1)));
    }

    /** Ends what is overdue. */
    void expire(Instant now) {
        List<InCart> all = new ArrayList<>(holds.values());
        all.removeIf(hold -> hold.expires().isAfter(now));
        for (InCart hold : all) {
            release(hold.session(), hold.sku());
            gone.put(hold.session() + " " + hold.sku(), hold);
        }
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
            gone.remove(session + " " + sku);
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
        gone.remove(session + " " + sku);
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

    /** Returns what the order sold first, in lines, or the name of the refusal. */
    Object commit(String session, String order, boolean partial, Instant now) {
        Bought known = orders.get(order);
        if (known != null) {
            return known.session().equals(session) ? known.left().size() : "KeyReused";
        }
        List<InCart> mine = holds.values().stream()
                .filter(hold -> hold.session().equals(session))
                .toList();
        List<InCart> lost = gone.values().stream()
                .filter(hold -> hold.session().equals(session))
                .filter(hold -> hold.expires().plus(rules.holdLimit()).isAfter(now))
                .toList();
        if (!lost.isEmpty() && (!partial || mine.isEmpty())) {
            return "Gone";
        }
        if (mine.isEmpty()) {
            return "EmptyCart";
        }
        Map<String, Integer> lines = new HashMap<>();
        for (InCart hold : mine) {
            holds.remove(session + " " + hold.sku());
            Item item = items.get(hold.sku());
            items.put(
                    hold.sku(), new Item(item.onHand() - hold.quantity(), item.held() - hold.quantity(), item.n() + 1));
            lines.put(hold.sku(), hold.quantity());
        }
        lost.forEach(hold -> gone.remove(session + " " + hold.sku()));
        orders.put(order, new Bought(session, lines));
        return lines.size();
    }

    /** Returns what is on hand afterwards, or the name of the refusal. */
    Object giveBack(String order, String sku, int quantity, String key) {
        String request = "return " + order + " " + sku + " " + quantity;
        Done before = done.get(key);
        if (before != null) {
            return before.request().equals(request) ? before.onHand() : "KeyReused";
        }
        Bought bought = orders.get(order);
        if (bought == null) {
            return "UnknownOrder";
        }
        int left = bought.left().getOrDefault(sku, 0);
        if (quantity < 1 || quantity > left) {
            return "NotSold";
        }
        bought.left().put(sku, left - quantity);
        Item item = items.get(sku);
        items.put(sku, new Item(item.onHand() + quantity, item.held(), item.n() + 1));
        done.put(key, new Done(request, item.onHand() + quantity));
        return item.onHand() + quantity;
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
