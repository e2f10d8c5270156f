package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Refusal;
import java.util.Map;

/** {@code GET /health}: 200 while the shop serves, 503 while it closes or its engine is away. For load balancers. */
final class HealthServlet extends Endpoint {

    private final ShoppingCart cart;
    private final String store;
    private final Json json;

    /** @param store what keeps the stock, by name */
    HealthServlet(ShoppingCart cart, String store, Json json, Problems problems) {
        super(problems, "GET, HEAD");
        this.cart = cart;
        this.store = store;
        this.json = json;
    }

    @Override
    void get(Exchange exchange) {
        exchange.answer(cart.check().handle((fine, failure) -> failure == null ? "up" : why(failure)), this::health);
    }

    private Answer health(String engine) {
        boolean draining = cart.isDraining();
        byte[] body = json.bytes(json.provider()
                .createObjectBuilder()
                .add("engine", engine)
                .add("store", store)
                .add("viewers", cart.viewers())
                .add("draining", draining)
                .build());
        return new Answer(engine.equals("up") && !draining ? 200 : 503, Answer.JSON, Map.of(), body);
    }

    private static String why(Throwable failure) {
        return failure instanceof Refusal refusal ? String.valueOf(refusal.getMessage()) : "away";
    }
}
