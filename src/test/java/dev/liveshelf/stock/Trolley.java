package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** One shopper reaches for twenty items at the same moment, two units of each: more than fit into a cart. */
final class Trolley {

    static final int ITEMS = 20;

    private static final int UNITS = 2;
    private static final Session ANN = new Session("ann");

    private Trolley() {}

    /** Puts the items on the shelf, lets the shopper reach for them, and asserts that the cart is full and no more than that. */
    static void assertNotOverfilled(Stock stock, int limit) {
        List<String> skus = IntStream.range(0, ITEMS).mapToObj(i -> "I" + i).toList();
        stock.setAll(skus.stream().map(sku -> new Count(sku, ITEMS, null, null)).toList())
                .toCompletableFuture()
                .join();

        List<CompletableFuture<String>> all = skus.stream()
                .map(sku -> stock.hold(ANN, sku, UNITS)
                        .handle((line, refusal) -> refusal == null ? "held" : refusal.toString())
                        .toCompletableFuture())
                .toList();
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();

        assertThat(stock.cart(ANN).toCompletableFuture().join().stream()
                        .mapToInt(Line::quantity)
                        .sum())
                .as("units in the cart")
                .isEqualTo(limit / UNITS * UNITS);
        assertThat(all).filteredOn(each -> each.join().equals("held")).hasSize(limit / UNITS);
        assertThat(all)
                .filteredOn(each -> each.join().contains("A cart holds " + limit))
                .hasSize(ITEMS - limit / UNITS);
    }
}
