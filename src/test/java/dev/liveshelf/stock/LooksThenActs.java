package dev.liveshelf.stock;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A stock as it must not be: whether a key was used is looked up first, and noted when all is done. As long as nobody else
 * asks in between, nobody can tell.
 */
final class LooksThenActs extends StandIn {

    private record Done(String request, Level answer) {}

    private final Map<String, Done> done = new ConcurrentHashMap<>();
    private final AtomicLong fresh = new AtomicLong();

    LooksThenActs(Stock stock) {
        super(stock);
    }

    @Override
    public CompletionStage<Level> adjust(String sku, long delta, String reason, String key) {
        String request = sku + " " + delta + " " + reason;
        Done known = done.get(key);
        if (known == null) {
            return super.adjust(sku, delta, reason, key + "-" + fresh.incrementAndGet())
                    .whenComplete((level, refusal) -> {
                        if (level != null) {
                            done.put(key, new Done(request, level));
                        }
                    });
        }
        return known.request().equals(request)
                ? CompletableFuture.completedStage(known.answer())
                : CompletableFuture.failedStage(new Refusal.KeyReused());
    }
}
