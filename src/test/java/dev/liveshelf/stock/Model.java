package dev.liveshelf.stock;

import java.util.HashMap;
import java.util.Map;

/** What a stock should do, in the plainest way: the reference that random histories are compared with. */
final class Model {

    record Item(long onHand, long held, long n) {}

    private final int quantityLimit;
    private final Map<String, Item> items = new HashMap<>();
    private final Map<String, Integer> holds = new HashMap<>();

    Model(int quantityLimit, Map<String, Long> onHand) {
        this.quantityLimit = quantityLimit;
        onHand.forEach((sku, units) -> items.put(sku, new Item(units, 0, 1)));
    }

    /** Returns what the session holds afterwards, or the name of the refusal. */
    Object hold(String session, String sku, int quantity) {
        if (quantity < 1 || quantity > quantityLimit) {
            return "Quantity";
        }
        Item item = items.get(sku);
        if (item == null) {
            return "UnknownItem";
        }
        int before = held(session, sku);
        if (quantity - before > item.onHand() - item.held()) {
            return "NotEnough";
        }
        change(session, sku, before, quantity);
        return quantity;
    }

    Object release(String session, String sku) {
        if (!items.containsKey(sku)) {
            return "UnknownItem";
        }
        change(session, sku, held(session, sku), 0);
        return 0;
    }

    Item item(String sku) {
        return items.get(sku);
    }

    /** Returns units by sku. */
    Map<String, Integer> cart(String session) {
        Map<String, Integer> cart = new HashMap<>();
        holds.forEach((key, quantity) -> {
            if (key.startsWith(session + " ")) {
                cart.put(key.substring(session.length() + 1), quantity);
            }
        });
        return cart;
    }

    private int held(String session, String sku) {
        return holds.getOrDefault(session + " " + sku, 0);
    }

    private void change(String session, String sku, int before, int after) {
        if (before == after) {
            return;
        }
        Item item = items.get(sku);
        items.put(sku, new Item(item.onHand(), item.held() + after - before, item.n() + 1));
        if (after == 0) {
            holds.remove(session + " " + sku);
        } else {
            holds.put(session + " " + sku, after);
        }
    }
}
