package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.redis.Verdict.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Ends the deals that nobody ends: what was decided is carried out, what was not is abandoned. And forgets old orders. */
final class Settler {

    private final Deals deals;
    private final Items items;

    Settler(Deals deals, Items items) {
        this.deals = deals;
        this.items = items;
    }

    /** Carries out what was decided, everywhere, and notes that. May be repeated, by anybody. */
    CompletableFuture<Void> carryOut(Deal deal) {
        Verdict verdict = new Verdict(deal.id(), deal.nonce(), Fate.DECIDED);
        return items.askAll(deal.skus(), sku -> Step.settle(verdict))
                .thenCompose(all -> deal.id().startsWith(Checkout.ORDER) ? deals.made(deal) : deals.drop(deal));
    }

    /** Removes the pins of a deal that was abandoned, and forgets it. */
    CompletableFuture<Void> cleanUp(String id, String nonce, List<String> skus) {
        Verdict verdict = new Verdict(id, nonce, Fate.ABANDONED);
        return items.askAll(skus, sku -> Step.settle(verdict)).thenCompose(all -> deals.end(id, nonce));
    }

    /** Ends what has been under way for so long, in milliseconds. Its pins go when somebody meets them. */
    CompletableFuture<Void> sweep(long age) {
        return deals.stale(age).thenCompose(ids -> each(ids, this::end));
    }

    /** Forgets orders past so many, oldest first: some of them, for it takes time. */
    CompletableFuture<Void> forgetOrders(int limit) {
        return deals.excess(limit)
                .thenCompose(ids -> each(ids, id -> deals.read(id).thenCompose(this::forget)));
    }

    private CompletableFuture<Void> end(String stale) {
        int space = stale.lastIndexOf(' ');
        String id = stale.substring(0, space);
        String nonce = stale.substring(space + 1);
        return deals.read(id).thenCompose(deal -> deal.nonce().equals(nonce) ? end(deal) : deals.end(id, nonce));
    }

    private CompletableFuture<Void> end(Deal deal) {
        if (deal.isUndecided()) {
            return deals.abandon(deal.id(), deal.nonce())
                    .thenCompose(done -> cleanUp(deal.id(), deal.nonce(), deal.skus()));
        }
        if (deal.isDone()) {
            return deals.made(deal);
        }
        return carryOut(deal);
    }

    /** The items first: whoever dies here is followed by another who finds the rest. */
    private CompletableFuture<Void> forget(Deal order) {
        String name = order.id().substring(Checkout.ORDER.length());
        return items.askAll(order.skus(), sku -> Step.forgetOrder(name))
                .thenCompose(all -> deals.drop(order))
                .thenCompose(all -> deals.forgetOrder(order.id()));
    }

    private static CompletableFuture<Void> each(List<String> ids, Function<String, CompletableFuture<Void>> work) {
        List<CompletableFuture<Object>> all = new ArrayList<>();
        ids.forEach(id -> all.add(work.apply(id).thenApply(done -> id)));
        return All.done(All.of(all));
    }
}
