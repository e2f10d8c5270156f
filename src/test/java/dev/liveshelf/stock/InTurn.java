package dev.liveshelf.stock;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Asks a stock for one thing after the other, in the order in which they were asked for. Once it has been away it stays so:
 * nothing comes after what was cut off.
 */
public final class InTurn extends StandIn {

    private CompletionStage<?> last = CompletableFuture.completedStage(null); // guarded by this

    public InTurn(Stock stock) {
        super(stock);
    }

    private synchronized <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> verb) {
        CompletionStage<T> next = last.handle((answer, refusal) -> refusal)
                .thenCompose(refusal -> isAway(refusal) ? CompletableFuture.failedStage(refusal) : verb.get());
        last = next;
        return next;
    }

    private static boolean isAway(Throwable refusal) {
        return refusal instanceof Refusal.Away
                || (refusal instanceof CompletionException && refusal.getCause() instanceof Refusal.Away);
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return ask(() -> stock.fill(onHand));
    }

    @Override
    public CompletionStage<String> first() {
        return ask(stock::first);
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return ask(() -> stock.level(sku));
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return ask(() -> stock.hold(session, sku, quantity));
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return ask(() -> stock.release(session, sku));
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return ask(() -> stock.extend(session, sku));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return ask(() -> stock.cart(session));
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        return ask(() -> stock.item(sku));
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        return ask(() -> stock.items(after, most));
    }

    @Override
    public CompletionStage<Item> set(Count count, Version expected) {
        return ask(() -> stock.set(count, expected));
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return ask(() -> stock.setAll(counts));
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return ask(() -> stock.adjust(sku, delta, reason, key));
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return ask(() -> stock.commit(session, order, partial));
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return ask(() -> stock.giveBack(order, sku, quantity, key));
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return ask(() -> stock.ledger(sku, after, most));
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return ask(stock::audit);
    }

    @Override
    public CompletionStage<Void> check() {
        return ask(stock::check);
    }
}
