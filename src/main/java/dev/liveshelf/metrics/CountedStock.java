package dev.liveshelf.metrics;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.StockEye;
import dev.liveshelf.stock.Version;
import dev.liveshelf.stock.Vitals;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine whose answers are timed and counted. All else is the engine's. */
final class CountedStock implements Stock {

    private final Stock engine;
    private final StockMeters meters;

    /** Opens the engine's eye. */
    CountedStock(Stock engine, StockMeters meters) {
        this.engine = engine;
        this.meters = meters;
        engine.observe(meters);
    }

    private <T> CompletionStage<T> timed(Verb verb, Supplier<CompletionStage<T>> question) {
        long start = System.nanoTime();
        CompletionStage<T> answer = question.get();
        // The answer goes on as it is: what is chained to this would have its failures wrapped.
        answer.whenComplete((result, failure) -> meters.answered(verb, System.nanoTime() - start, failure));
        return answer;
    }

    @Override
    public CompletionStage<Void> fill(Map<String, Long> onHand) {
        return engine.fill(onHand);
    }

    @Override
    public CompletionStage<String> first() {
        return engine.first();
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return timed(Verb.LEVEL, () -> engine.level(sku));
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        return timed(Verb.HOLD, () -> engine.hold(session, sku, quantity));
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return timed(Verb.RELEASE, () -> engine.release(session, sku));
    }

    @Override
    public CompletionStage<Line> extend(Session session, String sku) {
        return timed(Verb.EXTEND, () -> engine.extend(session, sku));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return timed(Verb.CART, () -> engine.cart(session));
    }

    @Override
    public CompletionStage<Item> item(String sku) {
        return timed(Verb.ITEM, () -> engine.item(sku));
    }

    @Override
    public CompletionStage<List<Item>> items(String after, int most) {
        return timed(Verb.ITEMS, () -> engine.items(after, most));
    }

    @Override
    public CompletionStage<List<Item>> find(Search search, String after, int most) {
        return timed(Verb.FIND, () -> engine.find(search, after, most));
    }

    @Override
    public CompletionStage<Item> set(Count count, @Nullable Version expected) {
        return timed(Verb.SET, () -> engine.set(count, expected));
    }

    @Override
    public CompletionStage<Void> setAll(List<Count> counts) {
        return timed(Verb.SET_ALL, () -> engine.setAll(counts));
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        return timed(Verb.ADJUST, () -> engine.adjust(sku, delta, reason, key));
    }

    @Override
    public CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return timed(Verb.COMMIT, () -> engine.commit(session, order, partial));
    }

    @Override
    public CompletionStage<Level> giveBack(String order, String sku, int quantity, String key) {
        return timed(Verb.RETURN, () -> engine.giveBack(order, sku, quantity, key));
    }

    @Override
    public CompletionStage<List<Movement>> ledger(String sku, long after, int most) {
        return timed(Verb.LEDGER, () -> engine.ledger(sku, after, most));
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return timed(Verb.AUDIT, engine::audit);
    }

    @Override
    public CompletionStage<Path> backup() {
        return timed(Verb.BACKUP, engine::backup);
    }

    @Override
    public CompletionStage<Void> check() {
        return engine.check();
    }

    @Override
    public void subscribe(Consumer<Level> listener) {
        engine.subscribe(listener);
    }

    @Override
    public void observe(StockEye eye) {
        engine.observe(eye);
    }

    @Override
    public Vitals vitals() {
        return engine.vitals();
    }

    @Override
    public void watch(String sku) {
        engine.watch(sku);
    }

    @Override
    public void unwatch(String sku) {
        engine.unwatch(sku);
    }

    @Override
    public void close() {
        engine.close();
    }
}
