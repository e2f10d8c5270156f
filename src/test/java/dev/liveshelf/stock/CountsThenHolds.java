package dev.liveshelf.stock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A stock as it must not be: it counts what is in the cart, and then it holds, and between the two everything else has been
 * counted as well. Only good for {@link Trolley}.
 */
final class CountsThenHolds extends StandIn {

    private final int limit;
    private final Map<String, Line> cart = new ConcurrentHashMap<>();
    private final AtomicInteger counted = new AtomicInteger();
    private final CompletableFuture<Void> allIsCounted = new CompletableFuture<>();

    CountsThenHolds(int limit) {
        super(null);
        this.limit = limit;
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        int others = cart.values().stream().mapToInt(Line::quantity).sum();
        CompletionStage<Line> held = allIsCounted.thenApply(now -> {
            if (others + quantity > limit) {
                throw new Refusal.CartFull(limit);
            }
            Level level = Level.first(sku, "counting", Trolley.ITEMS, 0).holding(quantity);
            Line line = new Line(level, new Hold(session, sku, quantity, Instant.EPOCH, null));
            cart.put(sku, line);
            return line;
        });
        if (counted.incrementAndGet() == Trolley.ITEMS) {
            allIsCounted.complete(null);
        }
        return held;
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return CompletableFuture.completedStage(List.copyOf(cart.values()));
    }
}
