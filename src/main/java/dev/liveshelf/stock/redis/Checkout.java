package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Order.Sold;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sells a cart: a deal over all its items. Everything the session may hold is pinned; then it is decided, which is the
 * moment of the sale; then each item does its part. Whatever touches the same holds meanwhile waits for it, or throws it
 * out and lets it start again.
 */
final class Checkout {

    /** Begins the name of every deal that is an order. */
    static final String ORDER = "o:";

    private final Deals deals;
    private final Items items;
    private final Settler settler;
    private final Carts carts;
    private final Nonces nonces;

    Checkout(Deals deals, Items items, Settler settler, Carts carts, Nonces nonces) {
        this.deals = deals;
        this.items = items;
        this.settler = settler;
        this.carts = carts;
        this.nonces = nonces;
    }

    CompletionStage<Order> commit(Session session, String order, boolean partial) {
        return new Attempt(session, order, partial, Step.end(System.nanoTime())).begin(0);
    }

    /** Returns an order that has been decided, as it is now. */
    private CompletionStage<Order> known(Deal record, Session session) {
        if (!record.buyer().equals(session.toString())) {
            return CompletableFuture.failedStage(new Refusal.KeyReused());
        }
        CompletableFuture<Void> carried = record.isDone() ? deals.made(record) : settler.carryOut(record);
        return carried.thenCompose(done -> lines(record)).thenApply(lines -> order(record, lines));
    }

    /** What has come back of several items is read until it is the same twice: then it was so at one moment. */
    private CompletableFuture<List<Sold>> lines(Deal record) {
        return read(record)
                .thenCompose(once -> once.size() < 2
                        ? CompletableFuture.completedFuture(once)
                        : read(record)
                                .thenCompose(twice ->
                                        once.equals(twice) ? CompletableFuture.completedFuture(once) : lines(record)));
    }

    private CompletableFuture<List<Sold>> read(Deal record) {
        String order = record.id().substring(ORDER.length());
        List<CompletableFuture<Sold>> all = new ArrayList<>();
        for (int i = 0; i < record.lines().size(); i += 2) {
            String sku = record.lines().get(i);
            int quantity = Integer.parseInt(record.lines().get(i + 1));
            if (quantity > 0) {
                all.add(items.ask(sku, Step.order(order))
                        .thenApply(reply -> new Sold(sku, quantity, returned(reply.text(1)))));
            }
        }
        return All.of(all);
    }

    private static int returned(String line) {
        return line.isEmpty() ? 0 : Integer.parseInt(line.substring(line.indexOf(' ') + 1));
    }

    private static Order order(Deal record, List<Sold> lines) {
        return new Order(record.id().substring(ORDER.length()), record.buyer(), lines);
    }

    /** One checkout, as often as it has to start again. */
    private final class Attempt {
        private final Session session;
        private final String id;
        private final boolean partial;
        private final long end;

        /** @param end the moment, of {@link System#nanoTime}, after which it is not done any more */
        Attempt(Session session, String order, boolean partial, long end) {
            this.session = session;
            this.id = ORDER + order;
            this.partial = partial;
            this.end = end;
        }

        CompletionStage<Order> begin(int times) {
            if (end - System.nanoTime() <= 0) { // it may have been refused elsewhere, and the cart filled again since
                return CompletableFuture.failedStage(new Refusal.Away("Redis is too slow"));
            }
            String nonce = nonces.next();
            return deals.begin(id, nonce, session.toString(), List.of()).thenCompose(there -> {
                if (there.isDecided()) {
                    return known(there, session);
                }
                if (there.isThere()) { // the same order, asked for a moment ago: by us, or by one who died of it
                    return deals.giveWay(id, there.nonce(), times).thenCompose(now -> begin(times + 1));
                }
                return carts.beginCheckout(session, id + " " + nonce).thenCompose(skus -> pin(nonce, skus, times));
            });
        }

        private CompletionStage<Order> pin(String nonce, List<String> skus, int times) {
            return items.askAll(skus, sku -> Step.pin(id, nonce, session)).thenCompose(replies -> {
                List<Hold> mine = new ArrayList<>();
                List<Hold> lost = new ArrayList<>();
                for (int i = 0; i < skus.size(); i++) {
                    add(mine, Texts.hold(session, skus.get(i), replies.get(i).text(3)));
                    add(lost, Texts.hold(session, skus.get(i), replies.get(i).text(4)));
                }
                mine.sort(Comparator.comparing(Hold::since));
                if (!lost.isEmpty() && (!partial || mine.isEmpty())) {
                    return refuse(new Refusal.Gone(lost), nonce, skus, times);
                }
                if (mine.isEmpty()) {
                    return refuse(new Refusal.EmptyCart(), nonce, skus, times);
                }
                return decide(mine, nonce, skus, times);
            });
        }

        private CompletionStage<Order> decide(List<Hold> mine, String nonce, List<String> skus, int times) {
            List<String> lines = new ArrayList<>();
            List<String> rest = new ArrayList<>(skus);
            for (Hold hold : mine) {
                lines.add(hold.sku());
                lines.add(Integer.toString(hold.quantity()));
                rest.remove(hold.sku());
            }
            for (String sku : rest) { // pinned, too
                lines.add(sku);
                lines.add("0");
            }
            return deals.decide(id, nonce, lines, end).thenCompose(decided -> {
                if (!decided) { // thrown out, or too late: then it is still to be abandoned
                    return deals.abandon(id, nonce).thenCompose(done -> again(nonce, skus, times));
                }
                Deal record = new Deal(id, "decided", nonce, session.toString(), lines);
                List<Sold> sold = mine.stream()
                        .map(hold -> new Sold(hold.sku(), hold.quantity(), 0))
                        .toList();
                return settler.carryOut(record)
                        .thenCompose(done -> carts.endCheckout(session, id + " " + nonce))
                        .thenApply(done -> order(record, sold));
            });
        }

        /** It is refused for what was so while everything was pinned: if it still is. */
        private CompletionStage<Order> refuse(Refusal refusal, String nonce, List<String> skus, int times) {
            return deals.abandon(id, nonce)
                    .thenCompose(abandoned -> abandoned
                            ? cleanUp(nonce, skus).thenCompose(done -> CompletableFuture.failedStage(refusal))
                            : again(nonce, skus, times));
        }

        private CompletionStage<Order> again(String nonce, List<String> skus, int times) {
            return cleanUp(nonce, skus).thenCompose(done -> deals.rest(times)).thenCompose(done -> begin(times + 1));
        }

        private CompletionStage<Void> cleanUp(String nonce, List<String> skus) {
            return settler.cleanUp(id, nonce, skus).thenCompose(done -> carts.endCheckout(session, id + " " + nonce));
        }

        private static void add(List<Hold> list, @Nullable Hold hold) {
            if (hold != null) {
                list.add(hold);
            }
        }
    }
}
