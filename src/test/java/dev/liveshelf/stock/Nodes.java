package dev.liveshelf.stock;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Two stocks that are meant to be one: asked in turns, as by a load balancer. */
public final class Nodes extends StandIn {

    private final Stock other;
    private final AtomicInteger asked = new AtomicInteger();

    public Nodes(Stock one, Stock other) {
        super(one);
        this.other = other;
    }

    private Stock next() {
        return asked.getAndIncrement() % 2 == 0 ? stock : other;
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return next().level(sku);
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return next().hold(session, sku, quantity);
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return next().release(session, sku);
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return next().extend(session, sku);
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return next().cart(session);
    }

    @Override
    public CompletionStage<Item> set(Count count, Version expected) {
        return next().set(count, expected);
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return next().setAll(counts);
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return next().adjust(sku, delta, reason, key);
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return next().commit(session, order, partial);
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return next().giveBack(order, sku, quantity, key);
    }

    @Override
    public void close() {
        super.close();
        other.close();
    }
}
