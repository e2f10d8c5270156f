package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Item;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Whether there is more on the shelf than a page shows. Nothing is ever taken off the shelf for good, so a yes holds for
 * ever, and is remembered: pages need not wait for a list that may stand behind an audit. Safe for any thread.
 */
final class More {

    private final ShoppingCart cart;
    private volatile boolean several;
    private volatile String farthest = "";

    More(ShoppingCart cart) {
        this.cart = cart;
    }

    /** Tells whether there is more than one item; no, if that cannot be known now: it is only about a link. */
    CompletionStage<Boolean> thanOne() {
        if (several) {
            return CompletableFuture.completedStage(true);
        }
        return cart.getItems("", 2)
                .thenApply(items -> several = items.size() > 1)
                .exceptionally(away -> false);
    }

    /** Tells whether an item comes after this one by name; no, if that cannot be known now. */
    CompletionStage<Boolean> after(String sku) {
        if (sku.compareTo(farthest) < 0) {
            return CompletableFuture.completedStage(true);
        }
        return cart.getItems(sku, 1).thenApply(this::learn).exceptionally(away -> false);
    }

    /** Two who learn at once may leave the nearer one; then it is asked once more. */
    private boolean learn(List<Item> next) {
        if (next.isEmpty()) {
            return false;
        }
        farthest = next.get(0).sku();
        return true;
    }
}
