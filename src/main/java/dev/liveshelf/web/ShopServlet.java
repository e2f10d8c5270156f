package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /shop/items...} and {@code /shop/audit}: the shelf, as the shop's own back end sees it. */
final class ShopServlet extends BackOffice {

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;

    private final ShoppingCart cart;
    private final Json json;

    ShopServlet(ShoppingCart cart, Json json, Token token, Problems problems) {
        super(json, token, problems, "GET, HEAD, POST, PUT");
        this.cart = cart;
        this.json = json;
    }

    @Override
    void get(Exchange exchange) {
        Parameters parameters = Parameters.parse(exchange.request().getQueryString());
        String[] path = enter(exchange.request());
        if (is(path, "items")) {
            int limit = (int) number(parameters.get("limit"), PAGE, 1, LONGEST_PAGE);
            String after = parameters.get("after");
            exchange.answer(cart.getItems(after == null ? "" : after, limit), items -> page(items, limit));
        } else if (is(path, "items", null)) {
            exchange.answer(cart.getLevel(path[1]), this::item);
        } else if (is(path, "items", null, "ledger")) {
            int limit = (int) number(parameters.get("limit"), PAGE, 1, LONGEST_PAGE);
            long after = number(parameters.get("after"), 0, 0, Long.MAX_VALUE);
            exchange.answer(
                    cart.getLedger(path[1], after, limit),
                    found -> json(json.list("movements", found, json::movement)));
        } else if (is(path, "audit")) {
            exchange.answer(cart.audit(), found -> json(json.list("findings", found, json::finding)));
        } else {
            throw Problem.notFound();
        }
    }

    @Override
    void put(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String[] path = enter(request);
        if (!is(path, "items", null)) {
            throw Problem.notFound();
        }
        Version expected = expected(request.getHeader("If-Match"));
        exchange.answer(
                body(request)
                        .thenCompose(body -> known(cart.setItem(
                                path[1], body.number("onhand", null), body.number("safetystock", 0L), expected))),
                this::item);
    }

    @Override
    void post(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String[] path = enter(request);
        if (!is(path, "items", null, "adjust")) {
            throw Problem.notFound();
        }
        String key = key(request);
        exchange.answer(
                body(request)
                        .thenCompose(body ->
                                known(cart.adjustItem(path[1], body.number("delta", null), body.text("reason"), key))),
                this::item);
    }

    private static @Nullable Version expected(@Nullable String tag) {
        return tag == null || tag.equals("*") ? null : Version.parse(tag.replace("\"", ""));
    }

    private static long number(@Nullable String text, long otherwise, long least, long most) {
        try {
            long number = text == null ? otherwise : Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException said) {
            // said below, as for a number that is out of bounds
        }
        throw Problem.bad(
                "A number is out of range", "Give a limit from 1 to " + LONGEST_PAGE + ", and after from 0 on.");
    }

    private Answer page(List<Level> items, int limit) {
        JsonObjectBuilder page = json.list("items", items, json::item);
        return json(
                items.size() < limit
                        ? page
                        : page.add("next", items.get(limit - 1).sku()));
    }

    private Answer item(Level level) {
        return Answer.json(json.bytes(json.item(level))).with("ETag", "\"" + level.version() + "\"");
    }

    private Answer json(JsonObjectBuilder object) {
        JsonObject built = object.build();
        return Answer.json(json.bytes(built));
    }
}
