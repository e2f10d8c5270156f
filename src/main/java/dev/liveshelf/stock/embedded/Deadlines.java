package dev.liveshelf.stock.embedded;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which hold ends next, of all and of each item. In memory: read from the holds at the start, about 200 bytes each. */
final class Deadlines {

    /** @param key of the hold */
    record Deadline(Instant at, String sku, String key) {}

    private static final Comparator<Deadline> EARLIEST_FIRST =
            Comparator.comparing(Deadline::at).thenComparing(Deadline::key);

    private final TreeSet<Deadline> all = new TreeSet<>(EARLIEST_FIRST);
    private final Map<String, TreeSet<Deadline>> bySku = new HashMap<>();

    void add(@Nullable Instant at, String sku, String key) {
        if (at != null) {
            Deadline deadline = new Deadline(at, sku, key);
            all.add(deadline);
            bySku.computeIfAbsent(sku, none -> new TreeSet<>(EARLIEST_FIRST)).add(deadline);
        }
    }

    void remove(@Nullable Instant at, String sku, String key) {
        if (at != null) {
            Deadline deadline = new Deadline(at, sku, key);
            all.remove(deadline);
            bySku.computeIfPresent(sku, (none, set) -> set.remove(deadline) && set.isEmpty() ? null : set);
        }
    }

    void clear() {
        all.clear();
        bySku.clear();
    }

    /** Returns the next of all, or null if no hold will end by itself. */
    @Nullable
    Deadline first() {
        return all.isEmpty() ? null : all.first();
    }

    /** Returns when the item's next hold ends, or null. */
    @Nullable
    Instant next(String sku) {
        TreeSet<Deadline> set = bySku.get(sku);
        return set == null ? null : set.first().at();
    }
}
