package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where the holds of each session are. An item is noted before it is held, so what is noted is never too little; what is
 * too much is taken out later, when nothing can be on its way any more.
 */
final class Carts {

    /** Long after whatever was on its way has arrived or has been given up. */
    private static final long SETTLED_MILLIS = 60_000;

    private static final long SPARE_MILLIS = 3_600_000;

    /** Some megabytes. */
    private static final int MOST_UNTIDY = 50_000;

    /** How often a cart is read in search of a moment at which all of it was so. */
    private static final int TRIES = 20;

    /** So long a moment is sought at which all levels were so, too; then one is enough at which the session held all this. */
    private static final long EXACT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private record Seen(List<String> skus, List<Reply> looks) {

        /** Tells whether the session holds and has lost the same, whatever others do. */
        boolean holdsAs(Seen other) {
            return skus.equals(other.skus) && holds().equals(other.holds());
        }

        private List<List<String>> holds() {
            return looks.stream()
                    .map(look -> look.is("ok") ? look.texts().subList(3, 5) : look.texts())
                    .toList();
        }
    }

    /** So long whoever puts something in waits while somebody counts. */
    private static final long COUNTING_MILLIS = 5;

    /** As many items as one likes, uncounted. */
    private static final String ANY = "1000000000";

    private final Desk desk;
    private final Rules rules;
    private final Items items;
    private final Deals deals;
    private final Settler settler;
    private final Pause pause;
    private final String lifetime;
    private final String uncounted;

    /** Those whose carts are looked at in a minute. */
    private final Set<Session> untidy = ConcurrentHashMap.newKeySet();

    Carts(Desk desk, Rules rules, Items items, Deals deals, Settler settler, Pause pause) {
        this.desk = desk;
        this.rules = rules;
        this.items = items;
        this.deals = deals;
        this.settler = settler;
        this.pause = pause;
        this.uncounted = Integer.toString(rules.cartLimit() / rules.quantityLimit());
        // As long as a hold can last, and then as long as its loss is told at the checkout.
        long millis = 2 * rules.holdLimit().toMillis() + SPARE_MILLIS;
        this.lifetime = rules.holdTime().isZero() ? "0" : Long.toString(millis);
    }

    /**
     * Notes that the session may hold the item from now on, and then does what holds it. With few items no cart can be
     * too full; with more it is counted, by one at a time: who comes meanwhile waits.
     *
     * @param end the moment, of {@link System#nanoTime}, after which nobody waits any more
     */
    <T> CompletionStage<T> hold(
            Session session, String sku, int quantity, long end, Supplier<CompletionStage<T>> hold) {
        return add(session, sku, "0").thenCompose(reply -> {
            if (reply.is("ok")) {
                return hold.get();
            }
            if (reply.is("count")) {
                String count = reply.text(1);
                return read(session)
                        .thenAccept(lines -> check(lines, sku, quantity))
                        .thenCompose(allowed -> add(session, sku, count))
                        .thenCompose(noted -> noted.is("ok") ? hold.get() : again(session, sku, quantity, end, hold))
                        .whenComplete((held, refusal) -> counted(session, count));
            }
            return again(session, sku, quantity, end, hold);
        });
    }

    private <T> CompletionStage<T> again(
            Session session, String sku, int quantity, long end, Supplier<CompletionStage<T>> hold) {
        return System.nanoTime() - end < 0
                ? pause.millis(COUNTING_MILLIS).thenCompose(now -> hold(session, sku, quantity, end, hold))
                : CompletableFuture.failedStage(new Refusal.Away("Too much is put into this cart at once"));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is not taken away is over in three seconds
    private void counted(Session session, String count) {
        desk.look(Script.CART, Places.cart(session), "counted", count);
    }

    private CompletionStage<Reply> add(Session session, String sku, String count) {
        return ask(session, 0, "add", sku, lifetime, uncounted, count);
    }

    private void check(List<Line> lines, String sku, int quantity) {
        int before = lines.stream()
                .filter(line -> line.level().sku().equals(sku))
                .mapToInt(Line::quantity)
                .sum();
        rules.checkCart(lines.stream().mapToLong(Line::quantity).sum() - before, before, quantity);
    }

    /** Notes a hold that has begun elsewhere, perhaps under other rules. */
    CompletionStage<Void> add(Hold hold) {
        Instant expires = hold.expires();
        long left = expires == null ? 0 : expires.toEpochMilli() - desk.now() + SPARE_MILLIS;
        boolean never = expires == null || lifetime.equals("0");
        String life = never ? "0" : Long.toString(Math.max(left, Long.parseLong(lifetime)));
        return All.done(ask(hold.session(), 0, "add", hold.sku(), life, ANY, "0"));
    }

    /** Notes a checkout: who puts something in meanwhile gets to know. Returns all items that the session may hold. */
    CompletionStage<List<String>> beginCheckout(Session session, String checkout) {
        return ask(session, 0, "begin", checkout)
                .thenApply(reply -> reply.list(1).texts());
    }

    CompletionStage<Void> endCheckout(Session session, String checkout) {
        return All.done(ask(session, 0, "end", checkout));
    }

    /**
     * Takes out what the session does not hold any more, when nothing can be on its way. Where holds end, carts end with them;
     * where they do not, the cart of one who never comes back would stay for ever.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // whoever reads the cart does the same
    void tidyLater(Session session) {
        if (lifetime.equals("0") && untidy.size() < MOST_UNTIDY && untidy.add(session)) {
            pause.millis(SETTLED_MILLIS + 1_000).thenCompose(settled -> {
                untidy.remove(session);
                return read(session);
            });
        }
    }

    /** Returns what the session holds, oldest first: as it was at one moment, unless it changes all the time. */
    CompletionStage<List<Line>> read(Session session) {
        long begin = System.nanoTime();
        return look(session, List.of())
                .thenCompose(seen -> seen.skus().isEmpty()
                        ? CompletableFuture.completedFuture(seen)
                        : again(session, seen, begin, 1))
                .thenApply(seen -> lines(session, seen));
    }

    private CompletionStage<Seen> again(Session session, Seen before, long begin, int times) {
        return look(session, before.skus()).thenCompose(seen -> {
            boolean isSame = System.nanoTime() - begin < EXACT_NANOS ? seen.equals(before) : seen.holdsAs(before);
            return isSame || times == TRIES ? prune(session, seen) : again(session, seen, begin, times + 1);
        });
    }

    /** @param likely what it probably has: asked for at the same time, which takes one way less */
    private CompletionStage<Seen> look(Session session, List<String> likely) {
        CompletableFuture<List<Reply>> looks = items.askAll(likely, sku -> Step.look(session));
        return desk.look(Script.CART, Places.cart(session), "read").thenCompose(reply -> {
            List<String> skus = reply.list(1).texts();
            return (skus.equals(likely) ? looks : items.askAll(skus, sku -> Step.look(session)))
                    .thenApply(all -> new Seen(skus, all));
        });
    }

    private CompletionStage<Seen> prune(Session session, Seen seen) {
        List<String> words = new ArrayList<>(List.of("prune", Long.toString(SETTLED_MILLIS)));
        for (int i = 0; i < seen.skus().size(); i++) {
            Reply look = seen.looks().get(i);
            if (!look.is("ok") || (look.text(3).isEmpty() && look.text(4).isEmpty())) {
                words.add(seen.skus().get(i));
            }
        }
        return words.size() == 2
                ? CompletableFuture.completedFuture(seen)
                : desk.look(Script.CART, Places.cart(session), words).thenApply(pruned -> seen);
    }

    private static List<Line> lines(Session session, Seen seen) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < seen.skus().size(); i++) {
            Reply look = seen.looks().get(i);
            if (look.is("ok") && !look.text(3).isEmpty()) {
                lines.add(Texts.line(session, seen.skus().get(i), look.text(1), look.text(3)));
            }
        }
        lines.sort(
                Comparator.comparing(line -> Objects.requireNonNull(line.hold()).since()));
        return lines;
    }

    /** Asks; if a checkout of the cart is in the way, first finds out what becomes of it. */
    private CompletionStage<Reply> ask(Session session, int times, String... words) {
        return desk.run(Script.CART, Places.cart(session), words).thenCompose(reply -> {
            if (!reply.is("busy")) {
                return CompletableFuture.completedFuture(reply);
            }
            String checkout = reply.text(1);
            int space = checkout.lastIndexOf(' ');
            return outOfTheWay(session, checkout.substring(0, space), checkout.substring(space + 1), times)
                    .thenCompose(done -> ask(session, times + 1, words));
        });
    }

    private CompletionStage<Void> outOfTheWay(Session session, String deal, String nonce, int times) {
        return deals.read(deal).thenCompose(record -> {
            boolean its = record.isThere() && record.nonce().equals(nonce);
            if (its && record.isUndecided()) {
                return deals.giveWay(deal, nonce, times);
            }
            CompletableFuture<Void> before =
                    its && !record.isDone() ? settler.carryOut(record) : CompletableFuture.completedFuture(null);
            return before.thenCompose(done -> endCheckout(session, deal + " " + nonce));
        });
    }
}
