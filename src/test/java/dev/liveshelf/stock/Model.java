package dev.liveshelf.stock;

import dev.liveshelf.stock.Movement.Verb;
import dev.liveshelf.stock.Order.Sold;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a stock should do, in the plainest way and in one thread: the reference that histories are compared with. It says
 * no as a stock does, with the same refusals.
 */
final class Model {

    private record Done(String request, Level answer) {}

    private final Rules rules;
    private final ModelShelf shelf;
    private final ModelCarts carts;
    private final Map<String, Done> done = new HashMap<>();
    private final Map<String, Order> orders = new HashMap<>();
    private Instant now;

    Model(Rules rules, String epoch, Instant now) {
        this(rules, new ModelShelf(epoch), now);
    }

    private Model(Rules rules, ModelShelf shelf, Instant now) {
        this(rules, shelf, new ModelCarts(rules, shelf), now);
    }

    private Model(Rules rules, ModelShelf shelf, ModelCarts carts, Instant now) {
        this.rules = rules;
        this.shelf = shelf;
        this.carts = carts;
        this.now = now;
    }

    Model copy() {
        ModelShelf copiedShelf = shelf.copy();
        Model copy = new Model(rules, copiedShelf, carts.copy(copiedShelf), now);
        copy.done.putAll(done);
        copy.orders.putAll(orders);
        return copy;
    }

    /** Tells whether the other can answer nothing else, given that levels and carts are the same. */
    boolean remembersAs(Model other) {
        return done.equals(other.done) && orders.equals(other.orders) && carts.remembersAs(other.carts);
    }

    ModelShelf shelf() {
        return shelf;
    }

    ModelCarts carts() {
        return carts;
    }

    /** Lets it be this moment, and ends what is overdue. */
    Model at(Instant moment) {
        now = moment;
        carts.expire(now);
        return this;
    }

    Void fill(Map<String, Long> onHand) {
        if (shelf.items().isEmpty()) {
            onHand.forEach((sku, units) -> set(new Count(sku, units, null, null), null));
        }
        return null;
    }

    Line hold(Session session, String sku, int quantity) {
        return carts.hold(session, sku, quantity, now);
    }

    Line release(Session session, String sku) {
        return carts.release(session, sku, now);
    }

    Line extend(Session session, String sku) {
        return carts.extend(session, sku, now);
    }

    List<Line> cart(Session session) {
        return carts.of(session).stream()
                .map(hold -> new Line(shelf.level(hold.sku()), hold))
                .toList();
    }

    Item set(Count count, Version expected) {
        if (expected != null && !shelf.level(count.sku()).version().equals(expected)) {
            throw new Refusal.Changed(shelf.level(count.sku()));
        }
        return shelf.put(shelf.counted(count), now);
    }

    Void setAll(List<Count> counts) {
        if (counts.stream().map(Count::sku).distinct().count() < counts.size()) {
            throw new IllegalArgumentException();
        }
        List<Item> all = counts.stream().map(shelf::counted).toList();
        all.forEach(item -> shelf.put(item, now));
        return null;
    }

    Level adjust(String sku, long delta, String reason, String key) {
        String request = "adjust " + sku + " " + delta + " " + reason;
        if (done.containsKey(key)) {
            return repeated(request, key);
        }
        Level before = shelf.level(sku);
        long units = before.onHand() + delta;
        if (Math.abs(delta) > Level.MOST_UNITS || units < 0 || units > Level.MOST_UNITS) {
            throw new IllegalArgumentException();
        }
        if (units < before.held()) {
            throw new Refusal.BelowHeld(before);
        }
        Level after = delta == 0
                ? before
                : shelf.write(Verb.ADJUST, delta, reason, now, sku, delta, 0, 0, before.nextExpiry());
        done.put(key, new Done(request, after));
        return after;
    }

    Order commit(Session session, String id, boolean partial) {
        Order known = orders.get(id);
        if (known != null && !known.buyer().equals(carts.digest(session))) {
            throw new Refusal.KeyReused();
        }
        if (known != null) {
            return known;
        }
        List<Hold> mine = carts.of(session);
        List<Hold> lost = carts.lost(session, now);
        if (!lost.isEmpty() && (!partial || mine.isEmpty())) {
            throw new Refusal.Gone(lost);
        }
        if (mine.isEmpty()) {
            throw new Refusal.EmptyCart();
        }
        mine.forEach(hold -> carts.sell(hold, id, now));
        lost.forEach(carts::forget);
        Stream<Sold> lines = mine.stream().map(hold -> new Sold(hold.sku(), hold.quantity(), 0));
        Order order = new Order(id, carts.digest(session), lines.toList());
        orders.put(id, order);
        return order;
    }

    Level giveBack(String id, String sku, int quantity, String key) {
        String request = "return " + id + " " + sku + " " + quantity;
        if (done.containsKey(key)) {
            return repeated(request, key);
        }
        Order order = orders.get(id);
        if (order == null) {
            throw new Refusal.UnknownOrder();
        }
        int left = left(order, sku);
        if (quantity < 1 || quantity > left) {
            throw new Refusal.NotSold(left);
        }
        Level before = shelf.level(sku);
        Level after = shelf.write(
                Verb.RETURN, quantity, "order " + id, now, sku, quantity, 0, -quantity, before.nextExpiry());
        Stream<Sold> lines = order.lines().stream()
                .map(line -> new Sold(
                        line.sku(),
                        line.quantity(),
                        line.returned() + (line.sku().equals(sku) ? quantity : 0)));
        orders.put(id, new Order(id, order.buyer(), lines.toList()));
        done.put(key, new Done(request, after));
        return after;
    }

    /** Returns what was sold under this name, or nothing. */
    List<Sold> sold(String id) {
        return orders.containsKey(id) ? orders.get(id).lines() : List.of();
    }

    private Level repeated(String request, String key) {
        if (!done.get(key).request().equals(request)) {
            throw new Refusal.KeyReused();
        }
        return done.get(key).answer();
    }

    private static int left(Order order, String sku) {
        return order.lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToInt(line -> line.quantity() - line.returned())
                .sum();
    }
}
