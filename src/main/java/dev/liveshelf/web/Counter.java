package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.metrics.Eyes;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;

/** Opens the counter: every servlet and its address. */
public final class Counter {

    private final ServletContext context;

    private Counter(ServletContext context) {
        this.context = context;
    }

    /**
     * Maps the servlets. Call while the context is being initialized.
     *
     * @param eyes see what is refused, and show what they have seen
     * @param clock the one that deadlines go by
     */
    public static void open(ServletContext context, ShoppingCart cart, Eyes eyes, Clock clock, Terms terms) {
        Origins elsewhere = new Origins(terms.origins());
        Assets assets = new Assets(context);
        Pages pages = new Pages(context, assets, terms.quantityLimit());
        Json json = new Json();
        Problems problems = new Problems(json, pages, eyes);
        Callers callers = new Callers(terms.proxies());
        Counter counter = new Counter(context);
        counter.map(new DetailServlet(cart, pages, clock, problems), "");
        counter.map(
                new StatusServlet(
                        cart, new NewsAnswers(json), CopyOffer.of(context), terms.longestWait(), elsewhere, problems),
                "/status");
        counter.map(
                new EventsServlet(cart, new EventFrames(json), terms.longestWait(), elsewhere, problems), "/events");
        counter.map(
                new CartServlet(cart, json, doorkeeper(cart, callers, terms.sessionsLimit()), elsewhere, problems),
                "/cart");
        counter.map(new HealthServlet(cart, eyes, terms.engine(), json, problems), "/health", HealthServlet.LIVE);
        Token secret = new Token(terms.token(), clock);
        counter.map(new ShopServlet(cart, json, secret, problems), "/shop/*");
        counter.map(new HistoryServlet(eyes.history(), json, secret, problems), "/shop/history");
        counter.map(new MetricsServlet(eyes, secret, problems), "/metrics");
        counter.map(new OrderServlet(cart, json, secret, problems), "/shop/checkout", "/shop/orders/*");
        counter.map(
                new OfficeServlet(secret, new OfficePages(context, pages), callers, clock, problems),
                OfficeServlet.HOME,
                OfficeServlet.WITHOUT_SLASH,
                OfficeServlet.LOGOUT);
        counter.map(new AssetServlet(assets, elsewhere, problems), "/assets/*");
        if (terms.demo()) {
            counter.map(new DemoServlet(cart, new DemoPages(context, pages), problems), "/demo/*");
        }
        counter.map(new ProblemServlet(problems), "/problem");
        counter.map(new NotFoundServlet(problems), "/");
    }

    private static Doorkeeper doorkeeper(ShoppingCart cart, Callers callers, int limit) {
        if (limit == 0) {
            return (request, session) -> {};
        }
        Newcomers newcomers = new Newcomers(limit, cart::now);
        return (request, session) -> newcomers.admit(callers.address(request), session);
    }

    private void map(Servlet servlet, String... addresses) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getSimpleName(), servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(addresses);
    }
}
