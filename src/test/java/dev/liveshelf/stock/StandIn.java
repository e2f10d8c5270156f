package dev.liveshelf.stock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A stock that asks another. What it should do differently is overridden. */
class StandIn implements Stock {

    final Stock stock;

    StandIn(Stock stock) {
        this.stock = stock;
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return stock.fill(onHand);
    }

    @Override
    public CompletionStage<String> first() {
        return stock.first();
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return stock.level(sku);
    }

    @Override
    public CompletionStage<Path> backup() {
        return stock.backup();
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return stock.hold(session, sku, quantity);
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return stock.release(session, sku);
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return stock.extend(session, sku);
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return stock.cart(session);
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        return stock.item(sku);
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        return stock.items(after, most);
    }

    @Override
    public CompletionStage<List<Item>> find(Search search, String after, int most) {
        return stock.find(search, after, most);
    }

    @Override
    public CompletionStage<Item> set(Count count, Version expected) {
        return stock.set(count, expected);
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return stock.setAll(counts);
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return stock.adjust(sku, delta, reason, key);
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return stock.commit(session, order, partial);
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return stock.giveBack(order, sku, quantity, key);
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return stock.ledger(sku, after, most);
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return stock.audit();
    }

    @Override
    public CompletionStage<Void> check() {
        return stock.check();
    }

    @Override
    public void subscribe(Consumer<Level> listener) {
        stock.subscribe(listener);
    }

    @Override
    public void observe(StockEye eye) {
        stock.observe(eye);
    }

    @Override
    public Vitals vitals() {
        return stock.vitals();
    }

    @Override
    public void watch(String sku) {
        stock.watch(sku);
    }

    @Override
    public void unwatch(String sku) {
        stock.unwatch(sku);
    }

    @Override
    public void close() {
        stock.close();
    }
}
