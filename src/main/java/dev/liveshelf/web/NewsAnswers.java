package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Answers to status requests. One immutable answer for each news; every viewer of a wake shares it. */
final class NewsAnswers {

    private record Built(News news, Answer answer) {}

    private final Json json;

    /** The newest answer of each item: as many as there are items. */
    private final ConcurrentMap<String, Built> newest = new ConcurrentHashMap<>();

    NewsAnswers(Json json) {
        this.json = json;
    }

    @SuppressWarnings("ReferenceEquality") // a wake hands everyone the same object: the cheapest way to know it
    Answer one(News news) {
        String sku = news.level().sku();
        Built built = newest.get(sku);
        if (built == null || built.news() != news) {
            built = new Built(news, Answer.json(json.bytes(json.news(news))));
            newest.put(sku, built);
        }
        return built.answer();
    }

    Answer several(List<News> news) {
        return Answer.json(json.bytes(json.list("items", news, json::news).build()));
    }
}
