package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.cart.Viewer;
import java.util.List;

/**
 * One waiting status request. Answered by news, by the end of its wait, by shutdown, or dropped on error: whichever comes
 * first, and only that one; see {@link Exchange}.
 */
final class LongPoll implements Viewer {

    private final Exchange exchange;
    private final NewsAnswers answers;
    private final boolean several;

    /** @param several whether the request named more than one item, and so gets a list */
    LongPoll(Exchange exchange, NewsAnswers answers, boolean several) {
        this.exchange = exchange;
        this.answers = answers;
        this.several = several;
    }

    @Override
    public void tell(List<News> changed) {
        exchange.answer(() -> several ? answers.several(changed) : answers.one(changed.get(0)));
    }

    @Override
    public void end(List<News> all) {
        tell(all);
    }
}
