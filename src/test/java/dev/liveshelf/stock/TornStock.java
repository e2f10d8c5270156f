package dev.liveshelf.stock;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A stock as it must not be: it looks, and then it acts, and between the two everyone else looks as well. Only good for
 * {@link Race}.
 */
final class TornStock implements Stock {

    private final AtomicReference<Level> level = new AtomicReference<>(Level.first("P", "torn", Race.UNITS, 0));
    private final CyclicBarrier everyoneHasLooked = new CyclicBarrier(Race.SHOPPERS);

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        boolean enough = level.get().available() >= quantity;
        try {
            everyoneHasLooked.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return enough
                ? CompletableFuture.completedStage(
                        new Line(level.get(), new Hold(session, sku, quantity, java.time.Instant.EPOCH, null)))
                : CompletableFuture.failedStage(new Refusal.NotEnough(level.get()));
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<String> first() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return CompletableFuture.completedStage(level.get());
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Item> set(Count count, Version expected) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> check() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void subscribe(Consumer<Level> listener) {}

    @Override
    public void close() {}
}
