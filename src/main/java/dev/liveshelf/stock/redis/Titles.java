package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Search;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What all items are called, to be searched in this node's memory: Redis can search nothing, and would keep carts waiting if
 * it looked at each item for each letter that an operator types. Read whole at the first search, and again when somebody
 * searches a minute later; what passes this node meanwhile is noted at once. Of 100,000 items it takes about 20 MB.
 */
final class Titles {

    private static final int PART = 1_000;

    /** How many are looked at in one go on a thread that others need, too: less than a millisecond. */
    private static final int SLICE = 5_000;

    private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** One reading of all titles. */
    private record Reading(long began, CompletableFuture<Void> done) {}

    private final Desk desk;
    private final Timer timer;

    /** What is searched of each item, by name. */
    private final ConcurrentNavigableMap<String, String> texts = new ConcurrentSkipListMap<>();

    private final AtomicReference<@Nullable Reading> reading = new AtomicReference<>();

    Titles(Desk desk, Timer timer) {
        this.desk = desk;
        this.timer = timer;
    }

    /** Redis may have others now. */
    void forget() {
        reading.set(null);
        texts.clear();
    }

    /** Notes what an item is called. */
    void saw(String sku, String title) {
        if (reading.get() != null) {
            texts.put(sku, Search.text(sku, title));
        }
    }

    /** Completes when all titles have been read once. */
    @SuppressWarnings("FutureReturnValueIgnored") // those who wait for it are told
    CompletableFuture<Void> ready(Names names) {
        Reading last = reading.get();
        Reading usable = last == null || last.done().isCompletedExceptionally() ? null : last;
        if (usable != null && (!usable.done().isDone() || System.nanoTime() - usable.began() < FRESH_NANOS)) {
            return usable.done();
        }
        Reading next = new Reading(System.nanoTime(), new CompletableFuture<>());
        if (!reading.compareAndSet(last, next)) {
            return ready(names);
        }
        read(names, "").whenComplete((done, failure) -> {
            if (failure == null) {
                next.done().complete(null);
            } else {
                next.done().completeExceptionally(failure);
            }
        });
        return usable == null ? next.done() : usable.done(); // what is known will do until then
    }

    private CompletableFuture<Void> read(Names names, String after) {
        return names.after(after, PART)
                .thenCompose(part -> All.of(part.stream().map(this::read).toList())
                        .thenCompose(all -> part.size() < PART
                                ? CompletableFuture.completedFuture(null)
                                : read(names, part.get(part.size() - 1))));
    }

    private CompletableFuture<Void> read(String sku) {
        return desk.look(Script.TITLE, List.of(Places.item(sku).get(0))).thenAccept(title -> {
            if (title.size() > 0) {
                saw(sku, title.text(0));
            }
        });
    }

    /** Returns names after this one of items that had these words in them when last seen. */
    CompletableFuture<List<String>> find(Search search, String after, int most) {
        CompletableFuture<List<String>> found = new CompletableFuture<>();
        find(search, after, most, new ArrayList<>(), found);
        return found;
    }

    private void find(
            Search search, String after, int most, List<String> names, CompletableFuture<List<String>> found) {
        timer.execute(() -> {
            String last = after;
            int left = SLICE;
            for (Map.Entry<String, String> item :
                    texts.tailMap(after, /* inclusive= */ false).entrySet()) {
                last = item.getKey();
                if (search.isIn(item.getValue())) {
                    names.add(last);
                }
                left--;
                if (names.size() == most || left == 0) {
                    break;
                }
            }
            if (left > 0 || names.size() == most) {
                found.complete(names);
            } else {
                find(search, last, most, names, found);
            }
        });
    }
}
