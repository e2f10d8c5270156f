package dev.liveshelf.stock;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stock as it must not be: it looks, and then it acts, and between the two everyone else looks as well. Only good for
 * {@link Race}.
 */
final class TornStock extends StandIn {

    private final AtomicReference<Level> level = new AtomicReference<>(Level.first("P", "torn", Race.UNITS, 0));
    private final CyclicBarrier everyoneHasLooked = new CyclicBarrier(Race.SHOPPERS);

    TornStock() {
        super(null);
    }

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
                        new Line(level.get(), new Hold(session, sku, quantity, Instant.EPOCH, null)))
                : CompletableFuture.failedStage(new Refusal.NotEnough(level.get()));
    }
}
