package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Stock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Idempotency keys: which is for what. Whether it has been done is known where it is done, at the item, in the same step;
 * here it is only known where to ask.
 */
final class Keys {

    private static final String LIMIT = Integer.toString(Stock.KEYS);

    private final Desk desk;
    private final Items items;
    private final Nonces nonces;

    Keys(Desk desk, Items items, Nonces nonces) {
        this.desk = desk;
        this.items = items;
        this.nonces = nonces;
    }

    /**
     * Does something with an item, once under this key. Refusals: KeyReused.
     *
     * @param request in words: the same key is for the same words only
     * @param step made of a nonce, under which the item remembers what it has done
     */
    CompletableFuture<Reply> once(String key, String sku, String request, Function<String, Step> step) {
        return once(key, sku, request, step, "");
    }

    /** @param instead nonce of another request under this key, that is known not to be done any more */
    private CompletableFuture<Reply> once(
            String key, String sku, String request, Function<String, Step> step, String instead) {
        return desk.run(Script.KEYS, Places.KEYS, LIMIT, key, nonces.next(), sku, request, instead)
                .thenCompose(reply -> {
                    forget(reply.list(1));
                    Reply claim = reply.list(0).list(0);
                    if (claim.is("ok")) {
                        return items.ask(sku, step.apply(claim.text(1)))
                                .thenCompose(done -> done.is("void")
                                        ? once(key, sku, request, step)
                                        : CompletableFuture.completedFuture(done));
                    }
                    String other = claim.text(1);
                    return items.ask(claim.text(2), Step.takeKey(key, other))
                            .thenCompose(taken -> taken.is("done")
                                    ? CompletableFuture.failedFuture(new Refusal.KeyReused())
                                    : once(key, sku, request, step, other));
                });
    }

    /** Nobody waits for it: a key that is not forgotten by its item does no harm, for no nonce comes again. */
    private void forget(Reply forgotten) {
        for (int i = 0; i < forgotten.size(); i += 3) {
            items.ask(forgotten.text(i + 2), Step.forgetKey(forgotten.text(i), forgotten.text(i + 1)))
                    .exceptionally(away -> new Reply(List.of()));
        }
    }
}
