package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The names of all items, in their order. A name is written down before its item is there; a name without an item is
 * passed over.
 */
final class Shelf {

    private static final int PART = 1_000;
    private static final int KNOWN = 100_000;

    private final Desk desk;
    private final Items items;
    private final Nonces nonces;
    private final Titles titles;
    private final Consumer<String> epoch;

    /** Items that are there. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    private volatile @Nullable String first;

    /** @param epoch hears of the epoch as it is there */
    Shelf(Desk desk, Items items, Nonces nonces, Titles titles, Consumer<String> epoch) {
        this.desk = desk;
        this.items = items;
        this.nonces = nonces;
        this.titles = titles;
        this.epoch = epoch;
    }

    /** What was known of Redis may be so no more: it may be another, or have been flushed. */
    void forget() {
        first = null;
        known.clear();
        titles.forget();
    }

    /** Tells whether the item was there when last seen. If not, it may be there, too. */
    boolean knows(String sku) {
        return known.contains(sku);
    }

    /** Notes that the item is there. */
    void seen(String sku) {
        if (known.size() > KNOWN) {
            known.clear();
        }
        known.add(sku);
    }

    /** Nobody is promised what is there at the beginning: a shop opens without the replicas that its changes wait for. */
    CompletionStage<Void> fill(Map<String, Long> onHand) {
        return look("fill").thenCompose(reply -> {
            Moving.check(reply);
            if (!reply.is("1")) {
                return CompletableFuture.completedFuture(null);
            }
            List<String> skus = List.copyOf(onHand.keySet());
            return register(skus, desk::look)
                    .thenCompose(done -> items.askAll(skus, sku -> Step.fill(onHand.getOrDefault(sku, 0L))))
                    .thenCompose(all -> look("filled"))
                    .thenApply(done -> null);
        });
    }

    CompletableFuture<Void> moveIn(String load) {
        return run("movein", load).thenAccept(Moving::check);
    }

    CompletableFuture<Void> movedIn() {
        return run("movedin").thenAccept(Moving::check);
    }

    /** Writes down names of items that are about to be put on the shelf, in this order. */
    CompletableFuture<Void> register(List<String> skus) {
        return register(skus, desk::run);
    }

    private CompletableFuture<Void> register(List<String> skus, Wire way) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (int from = 0; from < skus.size(); from += PART) {
            List<String> words = new ArrayList<>(List.of("register", nonces.epoch()));
            words.addAll(skus.subList(from, Math.min(from + PART, skus.size())));
            all = all.thenCompose(done -> way.run(Script.SHELF, Places.SHELF, words))
                    .thenAccept(reply -> epoch.accept(reply.text(0)));
        }
        return all;
    }

    /** Returns the first item. No item ever leaves the shelf, so it stays the first. */
    CompletionStage<String> first() {
        String known = first;
        return known != null
                ? CompletableFuture.completedFuture(known)
                : look("first").thenCompose(reply -> first(reply.texts()));
    }

    private CompletableFuture<String> first(List<String> names) {
        if (names.isEmpty()) {
            return CompletableFuture.failedFuture(new Refusal.UnknownItem());
        }
        return items.ask(names.get(0), Step.look()).thenCompose(look -> {
            if (!look.is("ok")) {
                return first(names.subList(1, names.size()));
            }
            first = names.get(0);
            return CompletableFuture.completedFuture(names.get(0));
        });
    }

    /** Returns those that come after this name, so many of them at the most; fewer only if there are no more. */
    CompletionStage<List<Item>> items(String after, int most) {
        return items(this::names, item -> true, after, most, new ArrayList<>());
    }

    /** The same of those that have these words in them. */
    CompletionStage<List<Item>> find(Search search, String after, int most) {
        return titles.ready(this::names)
                .thenCompose(ready -> items(
                        (from, part) -> titles.find(search, from, part),
                        item -> search.isIn(Search.text(item.sku(), item.title())), // it may have another title by now
                        after,
                        most,
                        new ArrayList<>()));
    }

    private CompletionStage<List<Item>> items(
            Names source, Predicate<Item> wanted, String after, int most, List<Item> found) {
        int part = Math.min(PART, most - found.size());
        if (part <= 0) {
            return CompletableFuture.completedFuture(found);
        }
        return source.after(after, part)
                .thenCompose(names -> items.askAll(names, sku -> Step.look()).thenCompose(looks -> {
                    for (int i = 0; i < names.size(); i++) {
                        if (looks.get(i).is("ok")) {
                            Item item = item(names.get(i), looks.get(i));
                            if (wanted.test(item)) {
                                found.add(item);
                            }
                        }
                    }
                    return names.size() < part
                            ? CompletableFuture.completedFuture(found)
                            : items(source, wanted, names.get(names.size() - 1), most, found);
                }));
    }

    /** Returns names that come after this one, also those without an item. */
    CompletableFuture<List<String>> names(String after, int most) {
        return look("names", after, Integer.toString(most)).thenApply(Reply::texts);
    }

    Item item(String sku, Reply look) {
        titles.saw(sku, look.text(2));
        return new Item(Texts.level(sku, look.text(1)), look.text(2));
    }

    /** Notes what an item is called from now on. */
    void saw(Count counted) {
        if (counted.title() != null) {
            titles.saw(counted.sku(), counted.title());
        }
    }

    private CompletableFuture<Reply> run(String... words) {
        return desk.run(Script.SHELF, Places.SHELF, words);
    }

    private CompletableFuture<Reply> look(String... words) {
        return desk.look(Script.SHELF, Places.SHELF, words);
    }
}
