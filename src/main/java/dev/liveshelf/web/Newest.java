package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** What was made of the newest news of each item, so that it is made once for all viewers of a wake. As many as there are items. */
final class Newest<T> {

    private record Made<T>(News news, T thing) {}

    private final Function<News, T> how;
    private final ConcurrentMap<String, Made<T>> newest = new ConcurrentHashMap<>();

    Newest(Function<News, T> how) {
        this.how = how;
    }

    @SuppressWarnings("ReferenceEquality") // a wake hands everyone the same object: the cheapest way to know it
    T of(News news) {
        String sku = news.level().sku();
        Made<T> made = newest.get(sku);
        if (made == null || made.news() != news) {
            made = new Made<>(news, how.apply(news));
            newest.put(sku, made);
        }
        return made.thing();
    }
}
