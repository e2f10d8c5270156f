package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Looks at everything there is between the requests, and holds it to what must always be true. It goes on over crashes:
 * its ledgers begin with the first movement of each item and are never begun anew.
 */
final class Inspector {

    /** All that can be seen of a stock. Equal if nobody can tell two stocks apart by looking. */
    record View(String first, List<Item> items, Map<Session, List<Hold>> carts) {

        static View of(Model model) {
            Map<Session, List<Hold>> carts = new HashMap<>();
            Shoppers.SESSIONS.forEach(
                    session -> carts.put(session, model.carts().of(session)));
            return new View(model.shelf().first(), model.shelf().items(), carts);
        }

        static View of(Stock stock) {
            Map<Session, CompletableFuture<List<Line>>> asked = new HashMap<>();
            Shoppers.SESSIONS.forEach(session -> asked.put(session, future(stock.cart(session))));
            List<Item> items = future(stock.items("", 100)).join();
            Map<Session, List<Hold>> carts = new HashMap<>();
            asked.forEach((session, cart) -> carts.put(session, holds(cart.join(), items)));
            return new View(future(stock.first()).join(), items, carts);
        }

        private static List<Hold> holds(List<Line> lines, List<Item> items) {
            List<Hold> holds = new ArrayList<>();
            for (Line line : lines) {
                assertThat(items).as("items of carts").extracting(Item::level).contains(line.level());
                boolean older = !holds.isEmpty()
                        && line.hold()
                                .since()
                                .isBefore(holds.get(holds.size() - 1).since());
                assertThat(older).as("oldest first: %s", lines).isFalse();
                holds.add(line.hold());
            }
            holds.sort(Comparator.comparing(Hold::sku));
            return holds;
        }
    }

    private final Rules rules;
    private final List<Level> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Fold> folds = new TreeMap<>();

    Inspector(Rules rules) {
        this.rules = rules;
    }

    /** What the stock tells of itself. */
    void hear(Level level) {
        told.add(level);
    }

    /**
     * Asserts that the stock is as the model is, and that it all adds up.
     *
     * @param crashed whether the end of what was told may be missing
     */
    void inspect(Stock stock, Model model, boolean crashed) {
        Map<String, CompletableFuture<List<Movement>>> asked = new TreeMap<>();
        model.shelf().items().forEach(item -> asked.put(item.sku(), future(stock.ledger(item.sku(), 0, 10_000))));
        View view = View.of(stock);
        assertThat(view).isEqualTo(View.of(model));
        for (Item item : view.items()) {
            Level level = item.level();
            long held = view.carts().values().stream()
                    .flatMap(List::stream)
                    .filter(hold -> hold.sku().equals(level.sku()))
                    .mapToLong(Hold::quantity)
                    .sum();
            assertThat(level.held())
                    .as("held, and the sum of all holds: %s", level)
                    .isEqualTo(held);
            assertThat(level.onHand()).as("on hand: %s", level).isGreaterThanOrEqualTo(held);
            List<Movement> kept = asked.get(level.sku()).join();
            assertThat(kept.size()).as("bounded ledger").isLessThanOrEqualTo(rules.ledgerLimit() * 11 / 10);
            Fold fold = folds.computeIfAbsent(level.sku(), Fold::new);
            assertThat(kept.size()).as("kept of the ledger").isGreaterThanOrEqualTo((int)
                    Math.min(rules.ledgerLimit(), level.version().n()));
            fold.add(kept, model.shelf().ledger(level.sku(), fold.number()));
            fold.assertLedTo(level);
        }
        model.shelf().trim(2 * rules.ledgerLimit());
        List<Level> news = List.copyOf(told);
        told.clear();
        news.forEach(level -> folds.get(level.sku()).hear(level));
        folds.values().forEach(fold -> fold.assertTold(crashed));
    }

    static <T> CompletableFuture<T> future(CompletionStage<T> stage) {
        return stage.toCompletableFuture();
    }
}
