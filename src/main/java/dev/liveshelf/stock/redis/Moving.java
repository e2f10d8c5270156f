package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Parcel;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Packs what is on the shelf and in the carts, and unpacks it. */
final class Moving {

    /** How many holds one script puts back at the most: their words must fit on Lua's stack, and Redis does nothing else. */
    private static final int HOLDS = 500;

    /** How much is on its way at once: all of it is answered long before Redis is taken for dead, however busy it is. */
    private static final int PART = 200;

    private final Shelf shelf;
    private final Items items;
    private final Carts carts;

    Moving(Shelf shelf, Items items, Carts carts) {
        this.shelf = shelf;
        this.items = items;
        this.carts = carts;
    }

    CompletionStage<Void> begin(String load, @Nullable String first) {
        return shelf.moveIn(load)
                .thenCompose(begun ->
                        first == null ? CompletableFuture.completedFuture(null) : shelf.register(List.of(first)));
    }

    CompletionStage<Void> end() {
        return shelf.movedIn();
    }

    CompletionStage<List<Parcel>> pack(String after, int most) {
        return shelf.names(after, most)
                .thenCompose(names -> items.askAll(names, sku -> Step.pack()).thenCompose(replies -> {
                    List<Parcel> parcels = new ArrayList<>();
                    for (int i = 0; i < names.size(); i++) {
                        if (replies.get(i).is("ok")) {
                            parcels.add(parcel(names.get(i), replies.get(i)));
                        }
                    }
                    return parcels.isEmpty() && !names.isEmpty()
                            ? pack(names.get(names.size() - 1), most)
                            : CompletableFuture.completedFuture(parcels);
                }));
    }

    CompletionStage<Void> unpack(List<Parcel> parcels) {
        List<Hold> holds =
                parcels.stream().flatMap(parcel -> parcel.holds().stream()).toList();
        return shelf.register(parcels.stream().map(Parcel::sku).toList())
                .thenCompose(named -> note(holds, 0))
                .thenCompose(noted -> unpackFrom(parcels, 0));
    }

    private CompletableFuture<Void> unpackFrom(List<Parcel> parcels, int from) {
        if (from >= parcels.size()) {
            return CompletableFuture.completedFuture(null);
        }
        int to = Math.min(from + PART, parcels.size());
        return All.of(parcels.subList(from, to).stream()
                        .map(parcel -> unpack(parcel, 0))
                        .toList())
                .thenCompose(unpacked -> unpackFrom(parcels, to));
    }

    /** Notes in the carts what is about to be held, as whoever holds something does. */
    private CompletableFuture<Void> note(List<Hold> holds, int from) {
        if (from >= holds.size()) {
            return CompletableFuture.completedFuture(null);
        }
        int to = Math.min(from + PART, holds.size());
        return All.of(holds.subList(from, to).stream()
                        .map(hold -> carts.add(hold).toCompletableFuture())
                        .toList())
                .thenCompose(noted -> note(holds, to));
    }

    private CompletableFuture<Void> unpack(Parcel parcel, int from) {
        List<Hold> holds = parcel.holds();
        int to = Math.min(from + HOLDS, holds.size());
        return items.ask(parcel.sku(), Step.unpack(parcel, holds.subList(from, to)))
                .thenCompose(done -> to == holds.size() ? CompletableFuture.completedFuture(null) : unpack(parcel, to));
    }

    private static Parcel parcel(String sku, Reply reply) {
        Level level = Texts.level(sku, reply.text(1));
        Reply held = reply.list(3);
        List<Hold> holds = new ArrayList<>(held.size() / 2);
        for (int i = 0; i < held.size(); i += 2) {
            Session session = new Session(held.text(i));
            holds.add(Objects.requireNonNull(Texts.hold(session, sku, held.text(i + 1))));
        }
        return new Parcel(sku, reply.text(2), level.onHand(), level.safetyStock(), level.sold(), holds);
    }

    /** @throws Refusal as the shelf's script says */
    static void check(Reply reply) {
        if (reply.is("moving")) {
            throw new Refusal.Away(Refusal.MOVING_IN);
        }
        if (reply.is("full")) {
            throw new Refusal.NotEmpty();
        }
    }
}
