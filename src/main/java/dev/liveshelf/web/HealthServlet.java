package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Refusal;
import java.util.Map;

/** {@code GET /health}: 200 while the shop serves, 503 while it closes or its engine is away. For load balancers. */
final class HealthServlet extends Endpoint {

    private final ShoppingCart cart;
    private final Json json;

    HealthServlet(ShoppingCart cart, Json json, Problems problems) {
        super(problems);
        this.cart = cart;
        this.json = json;
    }

    @Override
    void get(Exchange exchange) {
        cart.check().whenComplete((fine, failure) -> {
            String engine = failure == null ? "up" : failure instanceof Refusal ? failure.getMessage() : "away";
            boolean draining = cart.isDraining();
            byte[] body = json.bytes(json.provider()
                    .createObjectBuilder()
                    .add("engine", engine)
                    .add("viewers", cart.viewers())
                    .add("draining", draining)
                    .build());
            int status = failure == null && !draining ? 200 : 503;
            exchange.answer(new Answer(status, Answer.JSON, Map.of(), body));
        });
    }
}
