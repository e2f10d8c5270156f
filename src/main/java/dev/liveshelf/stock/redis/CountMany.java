package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts many items: all, or none if one refuses. A deal over all of them. */
final class CountMany {

    /** Begins the name of every deal that is a count. */
    private static final String COUNT = "s:";

    private static final int PART = 10_000;

    private final Deals deals;
    private final Items items;
    private final Settler settler;
    private final Shelf shelf;
    private final Nonces nonces;

    CountMany(Deals deals, Items items, Settler settler, Shelf shelf, Nonces nonces) {
        this.deals = deals;
        this.items = items;
        this.settler = settler;
        this.shelf = shelf;
        this.nonces = nonces;
    }

    CompletionStage<Void> setAll(List<Count> counts) {
        Map<String, Count> bySku;
        try {
            bySku = counts.stream().collect(Collectors.toMap(Count::sku, Function.identity()));
        } catch (IllegalStateException twice) {
            throw new IllegalArgumentException("An item is set twice in one step", twice);
        }
        List<String> skus = counts.stream().map(Count::sku).toList();
        return shelf.register(skus).thenCompose(done -> attempt(skus, bySku, 0));
    }

    private CompletionStage<Void> attempt(List<String> skus, Map<String, Count> counts, int times) {
        String nonce = nonces.next();
        String id = COUNT + nonce;
        List<String> lines = new ArrayList<>();
        for (String sku : skus) {
            lines.add(sku);
            lines.add("0");
        }
        return deals.begin(id, nonce, "", lines)
                .thenCompose(begun -> pin(id, nonce, skus, counts, new ArrayList<>()))
                .thenCompose(replies -> {
                    for (int i = 0; i < replies.size(); i++) {
                        if (replies.get(i).is("below")) {
                            Refusal refusal = new Refusal.BelowHeld(
                                    Texts.level(skus.get(i), replies.get(i).text(1)));
                            return deals.abandon(id, nonce)
                                    .thenCompose(done -> settler.cleanUp(id, nonce, skus))
                                    .thenCompose(done -> CompletableFuture.failedFuture(refusal));
                        }
                    }
                    return decide(new Deal(id, "decided", nonce, "", lines), skus, counts, times);
                });
    }

    /** In parts, and alive in between: many items take longer than others wait before they end what seems to be left. */
    private CompletionStage<List<Reply>> pin(
            String id, String nonce, List<String> skus, Map<String, Count> counts, List<Reply> pinned) {
        int from = pinned.size();
        List<String> part = skus.subList(from, Math.min(from + PART, skus.size()));
        if (part.isEmpty()) {
            return CompletableFuture.completedFuture(pinned);
        }
        return items.askAll(part, sku -> Step.pin(id, nonce, get(counts, sku)))
                .thenCompose(replies -> {
                    pinned.addAll(replies);
                    return deals.touch(id, nonce);
                })
                .thenCompose(alive -> pin(id, nonce, skus, counts, pinned));
    }

    private CompletionStage<Void> decide(Deal deal, List<String> skus, Map<String, Count> counts, int times) {
        return deals.decide(deal.id(), deal.nonce(), List.of()).thenCompose(decided -> {
            if (decided) {
                return settler.carryOut(deal).thenApply(done -> null);
            }
            return settler.cleanUp(deal.id(), deal.nonce(), skus)
                    .thenCompose(done -> deals.rest(times))
                    .thenCompose(done -> attempt(skus, counts, times + 1));
        });
    }

    private static Count get(Map<String, Count> counts, String sku) {
        Count count = counts.get(sku);
        if (count == null) {
            throw new IllegalStateException("Not one of those to be set: " + sku);
        }
        return count;
    }
}
