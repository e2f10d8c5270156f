package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has still to tell: of each item only the newest, so never more than it watches, however long its reader
 * sleeps. Any thread.
 */
final class Backlog {

    private final Map<String, News> newest = new LinkedHashMap<>(2); // guarded by this

    synchronized void add(List<News> changed) {
        for (News news : changed) {
            newest.put(news.level().sku(), news);
        }
    }

    /** Takes the item that has waited longest, or returns null. */
    synchronized @Nullable News poll() {
        Iterator<News> all = newest.values().iterator();
        if (!all.hasNext()) {
            return null;
        }
        News next = all.next();
        all.remove();
        return next;
    }

    synchronized boolean isEmpty() {
        return newest.isEmpty();
    }
}
