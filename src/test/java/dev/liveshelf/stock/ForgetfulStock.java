package dev.liveshelf.stock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A stock as it must not be: between reading how many are held and writing it down others do so, too. */
final class ForgetfulStock extends StandIn {

    private final Map<String, Level> levels = new ConcurrentHashMap<>();
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    ForgetfulStock() {
        super(null);
        for (String sku : List.of("P", "A")) {
            levels.put(sku, Level.first(sku, "forgetful", 1_000, 0));
        }
    }

    @Override
    public CompletionStage<Line> hold(Session session, String sku, int quantity) {
        Level before = levels.get(sku);
        String place = session.value() + "/" + sku;
        int had = lines.containsKey(place) ? lines.get(place).quantity() : 0;
        LockSupport.parkNanos(1);
        Level after = before.held() + quantity - had < 0 ? before : before.holding(quantity - had);
        Line line = new Line(after, new Hold(session, sku, quantity, Instant.EPOCH, null));
        levels.put(sku, after);
        lines.put(place, line);
        return CompletableFuture.completedStage(line);
    }

    @Override
    public CompletionStage<Line> release(Session session, String sku) {
        return CompletableFuture.completedStage(new Line(levels.get(sku), null));
    }

    @Override
    public CompletionStage<Level> level(String sku) {
        return CompletableFuture.completedStage(levels.get(sku));
    }

    @Override
    public CompletionStage<List<Line>> cart(Session session) {
        return CompletableFuture.completedStage(lines.values().stream()
                .filter(line -> line.hold().session().equals(session))
                .toList());
    }

    @Override
    public CompletionStage<List<Finding>> audit() {
        return CompletableFuture.completedStage(List.of());
    }

    @Override
    public void subscribe(Consumer<Level> listener) {}
}
