package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.cart.Viewer;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One waiting status request. Answered by news, by the end of its wait, by shutdown, or dropped on error: whichever comes
 * first, and only that one; see {@link Exchange}.
 */
final class LongPoll implements Viewer {

    private final Exchange exchange;
    private final NewsAnswers answers;
    private final boolean several;
    private final @Nullable BiPredicate<byte[], Runnable> copies;

    /**
     * @param several whether the request named more than one item, and so gets a list
     * @param copies gives what others are told as well; or null
     */
    LongPoll(Exchange exchange, NewsAnswers answers, boolean several, @Nullable BiPredicate<byte[], Runnable> copies) {
        this.exchange = exchange;
        this.answers = answers;
        this.several = several;
        this.copies = several ? null : copies;
    }

    @Override
    public void tell(List<News> changed) {
        exchange.answer(() -> answer(changed), copies);
    }

    @Override
    public void end(List<News> all) {
        exchange.answer(() -> answer(all), copies);
    }

    private Answer answer(List<News> news) {
        return several ? answers.several(news) : answers.one(news.get(0));
    }
}
