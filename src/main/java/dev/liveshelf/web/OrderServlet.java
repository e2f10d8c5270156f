package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** {@code POST /shop/checkout} sells a cart, {@code POST /shop/orders/ORDER/return} takes some of it back. */
final class OrderServlet extends BackOffice {

    private static final Pattern ORDER = Pattern.compile("[!-.0-~]{1,64}");

    private final ShoppingCart cart;
    private final Json json;

    OrderServlet(ShoppingCart cart, Json json, Token token, Problems problems) {
        super(json, token, problems, "POST");
        this.cart = cart;
        this.json = json;
    }

    @Override
    void post(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String[] path = enter(request);
        if (request.getServletPath().endsWith("/checkout") && path.length == 0) {
            checkout(exchange);
        } else if (is(path, null, "return")) {
            takeBack(exchange, order(path[0]));
        } else {
            throw Problem.notFound();
        }
    }

    private void checkout(Exchange exchange) {
        exchange.answer(
                body(exchange.request()).thenCompose(body -> {
                    Session session = CartServlet.session(body.text("session"));
                    return cart.checkout(session, order(body.text("order")), body.isTrue("partial"));
                }),
                order -> Answer.json(json.bytes(json.order(order))));
    }

    private void takeBack(Exchange exchange, String order) {
        String key = key(exchange.request());
        exchange.answer(
                body(exchange.request())
                        .thenCompose(body ->
                                known(() -> cart.giveBack(order, body.text("item"), body.units("quantity"), key))),
                level -> Answer.json(json.bytes(json.stocked(level).build())));
    }

    private static String order(String text) {
        if (!ORDER.matcher(text).matches()) {
            throw Problem.bad(
                    "The order's name is not valid", "Send 1 to 64 printable ASCII characters without space or slash.");
        }
        return text;
    }
}
