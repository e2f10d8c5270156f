package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import java.util.List;

/** Answers to status requests. One immutable answer for each news; every viewer of a wake shares it. */
final class NewsAnswers {

    private final Json json;
    private final Newest<Answer> newest;

    NewsAnswers(Json json) {
        this.json = json;
        this.newest = new Newest<>(news -> Answer.json(json.bytes(json.news(news))));
    }

    Answer one(News news) {
        return newest.of(news);
    }

    Answer several(List<News> news) {
        return Answer.json(json.bytes(json.list("items", news, json::news).build()));
    }
}
