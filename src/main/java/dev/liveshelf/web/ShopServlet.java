package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Version;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code /shop/items...}, {@code /shop/audit} and {@code /shop/backup}: the shelf, as the shop's own back end sees it. */
final class ShopServlet extends BackOffice {

    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;

    /** In bytes: the most rows a table may have, with titles of the usual length. */
    private static final int TABLE_LIMIT = 16 << 20;

    private static final String CSV = "text/csv;charset=UTF-8;header=present";

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
            String from = after == null ? "" : after;
            String search = parameters.get("search");
            exchange.answer(
                    search == null ? cart.getItems(from, limit) : cart.findItems(search(search), from, limit),
                    items -> page(items, limit));
        } else if (is(path, "items.csv")) {
            // In the stage, for it takes long: behind the exchange's door a container would wait for it if the caller
            // hangs up.
            exchange.answer(cart.getItems("", Integer.MAX_VALUE).thenApply(ShopServlet::table), table -> table);
        } else if (is(path, "items", null)) {
            exchange.answer(cart.getItem(path[1]), this::item);
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
        if (is(path, "items.csv")) {
            exchange.answer(
                    Body.read(request, TABLE_LIMIT)
                            .thenComposeAsync(body -> fill(ItemsCsv.read(Body.text(body))), exchange.aside()),
                    this::json);
        } else if (is(path, "items", null)) {
            Version expected = expected(request.getHeader("If-Match"));
            exchange.answer(
                    body(request).thenCompose(body -> known(() -> cart.setItem(count(path[1], body), expected))),
                    this::item);
        } else {
            throw Problem.notFound();
        }
    }

    @Override
    void post(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String[] path = enter(request);
        if (is(path, "backup")) {
            exchange.answer(cart.backup(), file -> json(json.object().add("file", file.toString())));
            return;
        }
        if (!is(path, "items", null, "adjust")) {
            throw Problem.notFound();
        }
        String key = key(request);
        exchange.answer(
                body(request)
                        .thenCompose(body ->
                                known(() -> cart.adjustItem(path[1], body.number("delta"), body.text("reason"), key))),
                level -> tagged(level, json.stocked(level).build()));
    }

    private static Count count(String sku, JsonBody body) {
        return new Count(sku, body.number("onhand"), body.numberIfAny("safetystock"), body.textIfAny("title"));
    }

    private CompletionStage<JsonObjectBuilder> fill(ItemsCsv table) {
        return cart.setItems(table.counts())
                .thenApply(done -> json.object().add("items", table.counts().size()))
                .exceptionally(failure -> {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    throw cause instanceof Refusal.BelowHeld below
                            ? below(table.line(below.level().sku()), below.level())
                            : new CompletionException(cause);
                });
    }

    private static Problem below(long line, Level level) {
        return Problem.inLine(
                409,
                line,
                "Fewer than are held",
                level.held() + " are in carts. Leave at least these in line " + line + ".");
    }

    private static @Nullable Version expected(@Nullable String tag) {
        return tag == null || tag.equals("*") ? null : Version.parse(tag.replace("\"", ""));
    }

    private static Search search(String text) {
        if (text.length() > Count.LONGEST_TITLE) {
            throw Problem.bad("The search is too long", "Search for " + Count.LONGEST_TITLE + " characters or fewer.");
        }
        return Search.of(text);
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

    private Answer page(List<Item> items, int limit) {
        JsonObjectBuilder page = json.list("items", items, json::item);
        return json(
                items.size() < limit
                        ? page
                        : page.add("next", items.get(limit - 1).sku()));
    }

    private static Answer table(List<Item> items) {
        return new Answer(200, CSV, Map.of(), ItemsCsv.write(items).getBytes(StandardCharsets.UTF_8))
                .with("Content-Disposition", "attachment; filename=\"items.csv\"");
    }

    private Answer item(Item item) {
        return tagged(item.level(), json.item(item));
    }

    private Answer tagged(Level level, JsonObject built) {
        return Answer.json(json.bytes(built)).with("ETag", "\"" + level.version() + "\"");
    }

    private Answer json(JsonObjectBuilder object) {
        return Answer.json(json.bytes(object.build()));
    }
}
