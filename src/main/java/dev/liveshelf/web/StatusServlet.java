package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** {@code GET /status}: holds the request until there is news of its items, or its wait is over. */
final class StatusServlet extends Endpoint {

    private final ShoppingCart cart;
    private final NewsAnswers answers;
    private final CopyOffer copies;
    private final Duration longestWait;

    StatusServlet(
            ShoppingCart cart,
            NewsAnswers answers,
            CopyOffer copies,
            Duration longestWait,
            Origins origins,
            Problems problems) {
        super(problems, "GET, HEAD", origins);
        this.cart = cart;
        this.answers = answers;
        this.copies = copies;
        this.longestWait = longestWait;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        StatusQuery query = StatusQuery.parse(Parameters.parse(request.getQueryString()), longestWait);
        Session session = query.session() != null ? query.session() : SessionCookie.read(request);
        Duration wait = jittered(query.waiting() != null ? query.waiting() : longestWait);
        LongPoll poll = new LongPoll(exchange, answers, query.items().size() > 1, copies.to(request));
        exchange.waitsOn(query.watches(cart).thenCompose(watches -> cart.register(poll, watches, wait, session)));
    }

    /** A tenth shorter at most, and the waiting room may end it up to a second before: those who came together do not end together. */
    private static Duration jittered(Duration wait) {
        double factor = 1 - 0.1 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }
}
