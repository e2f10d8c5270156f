package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.metrics.Eyes;
import jakarta.json.JsonArrayBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /health}: 200 while the shop serves, 503 while it closes or its engine is away, and in words what is wrong. For
 * load balancers, and whoever looks why. {@code GET /health/live}: 200 as long as there is anybody to answer; for who
 * restarts what does not.
 */
final class HealthServlet extends Endpoint {

    static final String LIVE = "/health/live";

    private final ShoppingCart cart;
    private final Eyes eyes;
    private final String store;
    private final Json json;

    /** @param store what keeps the stock, by name */
    HealthServlet(ShoppingCart cart, Eyes eyes, String store, Json json, Problems problems) {
        super(problems, "GET, HEAD");
        this.cart = cart;
        this.eyes = eyes;
        this.store = store;
        this.json = json;
    }

    @Override
    void get(Exchange exchange) {
        if (exchange.request().getServletPath().equals(LIVE)) {
            exchange.answer(
                    () -> Answer.json(json.bytes(json.object().add("live", true).build())));
        } else {
            exchange.answer(eyes.ask(cart), this::health);
        }
    }

    private Answer health(@Nullable String away) {
        boolean draining = cart.isDraining();
        JsonArrayBuilder troubles = json.provider().createArrayBuilder();
        eyes.troubles(away).forEach(troubles::add);
        byte[] body = json.bytes(json.object()
                .add("engine", away == null ? "up" : away)
                .add("store", store)
                .add("viewers", cart.viewers())
                .add("draining", draining)
                .add("trouble", troubles)
                .build());
        return new Answer(away == null && !draining ? 200 : 503, Answer.JSON, Map.of(), body);
    }
}
