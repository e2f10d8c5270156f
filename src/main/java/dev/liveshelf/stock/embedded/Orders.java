package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Order.Sold;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sold, and what a cart lost a moment ago: a buyer is told which line is gone, instead of paying for less. Only
 * the writer's thread comes here.
 */
final class Orders {

    /** Enough for every cart that ran out within the last hour of the busiest day. */
    private static final int GONE_LIMIT = 100_000;

    private final Recent<Order> orders;
    private final Recent<Hold> gone;
    private final Duration memory;

    /** @param memory how long a buyer is told that a line is gone */
    Orders(Maps maps, Duration memory) {
        orders = new Recent<>(maps, "orders", new OrderType(), Stock.ORDERS);
        gone = new Recent<>(maps, "gone", new HoldType(), GONE_LIMIT);
        this.memory = memory;
    }

    /**
     * Returns the order of that name, or null if there is none.
     *
     * @throws Refusal.KeyReused if it is another session's
     */
    @Nullable
    Order before(String id, Session session) {
        Order order = orders.get(id);
        if (order != null && !order.buyer().equals(session.toString())) {
            throw new Refusal.KeyReused();
        }
        return order;
    }

    Order remember(String id, Session session, List<Hold> sold) {
        List<Sold> lines = sold.stream()
                .map(hold -> new Sold(hold.sku(), hold.quantity(), 0))
                .toList();
        Order order = new Order(id, session.toString(), lines);
        orders.put(id, order);
        return order;
    }

    /** Returns how many units of the item the order still has. */
    int left(String id, String sku) {
        return order(id).lines().stream()
                .filter(line -> line.sku().equals(sku))
                .mapToInt(line -> line.quantity() - line.returned())
                .sum();
    }

    void returned(String id, String sku, int quantity) {
        Order order = order(id);
        List<Sold> lines = order.lines().stream()
                .map(line -> line.sku().equals(sku) ? new Sold(sku, line.quantity(), line.returned() + quantity) : line)
                .toList();
        orders.put(id, new Order(id, order.buyer(), lines));
    }

    private Order order(String id) {
        Order order = orders.get(id);
        if (order == null) {
            throw new Refusal.UnknownOrder();
        }
        return order;
    }

    /** Notes that a hold has expired. */
    void lost(Hold hold) {
        gone.put(key(hold), hold);
    }

    /** Notes that the shopper knows: it was put in again, taken out, or left behind. */
    void forget(Session session, String sku) {
        gone.remove(session.value() + "/" + sku);
    }

    /** Returns what the cart has lost lately. */
    List<Hold> lost(Session session, Instant now) {
        List<Hold> lately = new ArrayList<>();
        for (Hold hold : gone.beginningWith(session.value() + "/")) {
            Instant expired = hold.expires();
            if (expired != null && expired.plus(memory).isAfter(now)) {
                lately.add(hold);
            }
        }
        return lately;
    }

    private static String key(Hold hold) {
        return hold.session().value() + "/" + hold.sku();
    }
}
