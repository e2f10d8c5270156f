package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener of levels, however they came to be known: by an answer, by Redis's news, or by looking again. Of the
 * items that are watched it is told what others change, too, and no level older than one it was told.
 */
final class Teller {

    /** @param told the newest level that the listener was told, or null */
    private record Watched(@Nullable Level told) {}

    private final ConcurrentMap<String, Watched> watched = new ConcurrentHashMap<>();
    private final Consumer<Level> alarm;
    private volatile Consumer<Level> listener = level -> {};

    /** @param alarm hears of each level of a watched item, to be there when its next hold ends */
    Teller(Consumer<Level> alarm) {
        this.alarm = alarm;
    }

    void subscribe(Consumer<Level> newListener) {
        listener = newListener;
    }

    /** Returns whether it was not watched before. */
    boolean watch(String sku) {
        return watched.putIfAbsent(sku, new Watched(null)) == null;
    }

    /** Returns whether it was watched. */
    boolean unwatch(String sku) {
        return watched.remove(sku) != null;
    }

    boolean isWatched(String sku) {
        return watched.containsKey(sku);
    }

    List<String> watched() {
        return List.copyOf(watched.keySet());
    }

    /** Returns the newest level of a watched item that the listener was told, or null. */
    @Nullable
    Level told(String sku) {
        Watched item = watched.get(sku);
        return item == null ? null : item.told();
    }

    /** Returns the watched items whose last known next expiry has come. */
    List<String> overdue(long now) {
        return watched.entrySet().stream()
                .filter(entry -> {
                    Level told = entry.getValue().told();
                    return told != null
                            && told.nextExpiry() != null
                            && told.nextExpiry().toEpochMilli() <= now;
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Hears of the item's level. Any thread; the listener is called by one at a time.
     *
     * @param text as scripts write it; empty if there is no such item
     * @param news whether this node has just changed it
     */
    void hear(String sku, String text, boolean news) {
        if (text.isEmpty() || !(news || isWatched(sku))) {
            return;
        }
        Level level = Texts.level(sku, text);
        synchronized (this) {
            Watched before = watched.get(sku);
            if (before == null ? news : isNewer(level.version(), before.told())) {
                if (before != null) {
                    watched.replace(sku, before, new Watched(level));
                }
                listener.accept(level);
            }
        }
        if (isWatched(sku)) {
            alarm.accept(level);
        }
    }

    /** Epochs have an order here: {@code shelf.lua} makes them so. */
    private static boolean isNewer(Version version, @Nullable Level told) {
        return told == null
                || version.isAheadOf(told.version())
                || version.epoch().compareTo(told.version().epoch()) > 0;
    }
}
