package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.Duration;

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
     * @param token for the shop's own calls; empty: there are none
     */
    public static void open(
            ServletContext context, ShoppingCart cart, Clock clock, Duration longestWait, String token) {
        Assets assets = new Assets(context);
        Pages pages = new Pages(context, assets);
        Json json = new Json();
        Problems problems = new Problems(json, pages);
        Counter counter = new Counter(context);
        counter.map("", new DetailServlet(cart, pages, clock, problems));
        counter.map("/status", new StatusServlet(cart, new NewsAnswers(json), longestWait, problems));
        counter.map("/cart", new CartServlet(cart, json, problems));
        counter.map("/health", new HealthServlet(cart, json, problems));
        Token secret = new Token(token);
        counter.map("/shop/*", new ShopServlet(cart, json, secret, problems));
        counter.map(new OrderServlet(cart, json, secret, problems), "/shop/checkout", "/shop/orders/*");
        counter.map("/assets/*", new AssetServlet(assets, problems));
        counter.map("/problem", new ProblemServlet(problems));
        counter.map("/", new NotFoundServlet(problems));
    }

    private void map(String address, Servlet servlet) {
        map(servlet, address);
    }

    private void map(Servlet servlet, String... addresses) {
        ServletRegistration.Dynamic registration =
                context.addServlet(servlet.getClass().getSimpleName(), servlet);
        registration.setAsyncSupported(true);
        registration.addMapping(addresses);
    }
}
