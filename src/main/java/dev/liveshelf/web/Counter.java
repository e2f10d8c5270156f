package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Opens the counter: every servlet and its address. */
public final class Counter {

    private final ServletContext context;

    private Counter(ServletContext context) {
        this.context = context;
    }

    /**
     * Maps the servlets. Call while the context is being initialized.
     *
     * @param clock the one that deadlines go by
     * @param longestWait of a status request
     * @param quantityLimit most units of one item in one cart
     * @param token for the shop's own calls; empty: there are none
     * @param origins of pages elsewhere that may read levels and use carts
     */
    public static void open(
            ServletContext context,
            ShoppingCart cart,
            Clock clock,
            Duration longestWait,
            int quantityLimit,
            String token,
            Set<String> origins) {
        Origins elsewhere = new Origins(origins);
        Assets assets = new Assets(context);
        Pages pages = new Pages(context, assets, quantityLimit);
        Json json = new Json();
        Problems problems = new Problems(json, pages);
        Counter counter = new Counter(context);
        counter.map(new DetailServlet(cart, pages, clock, problems), "");
        counter.map(new StatusServlet(cart, new NewsAnswers(json), longestWait, elsewhere, problems), "/status");
        counter.map(new EventsServlet(cart, new EventFrames(json), longestWait, elsewhere, problems), "/events");
        counter.map(new CartServlet(cart, json, elsewhere, problems), "/cart");
        counter.map(new HealthServlet(cart, json, problems), "/health");
        Token secret = new Token(token);
        counter.map(new ShopServlet(cart, json, secret, problems), "/shop/*");
        counter.map(new OrderServlet(cart, json, secret, problems), "/shop/checkout", "/shop/orders/*");
        counter.map(new AssetServlet(assets, elsewhere, problems), "/assets/*");
        counter.map(new ProblemServlet(problems), "/problem");
        counter.map(new NotFoundServlet(problems), "/");
    }

    private void map(Servlet servlet, String... addresses) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getSimpleName(), servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(addresses);
    }
}
