package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Item;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * {@code GET /demo/}: a small shop made of what any shop can use, the elements of {@code liveshelf.js}. It shows what they
 * do, and is where they are tried by hand. It sells nothing: what is in its carts goes back.
 */
final class DemoServlet extends Endpoint {

    /** Two, three and four in a row come out even. */
    private static final int ON_A_PAGE = 48;

    private final ShoppingCart cart;
    private final DemoPages pages;

    DemoServlet(ShoppingCart cart, DemoPages pages, Problems problems) {
        super(problems, "GET, HEAD");
        this.cart = cart;
        this.pages = pages;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        Parameters parameters = Parameters.parse(request.getQueryString());
        String item = parameters.get("item");
        switch (Objects.requireNonNullElse(request.getPathInfo(), "")) {
            case "" -> exchange.answer(() -> Answer.seeOther("demo/"));
            case "/" ->
                exchange.answer(
                        item == null
                                ? grid(request, Objects.requireNonNullElse(parameters.get("after"), ""))
                                : item(request, item),
                        Supplier::get);
            case "/cart" -> exchange.answer(() -> pages.cart(request));
            default -> throw Problem.notFound();
        }
    }

    private CompletionStage<Supplier<Answer>> grid(HttpServletRequest request, String after) {
        return cart.getItems(after, ON_A_PAGE + 1).thenApply(found -> {
            boolean more = found.size() > ON_A_PAGE;
            List<Item> items = more ? found.subList(0, ON_A_PAGE) : found;
            return () -> pages.grid(request, items, more);
        });
    }

    private CompletionStage<Supplier<Answer>> item(HttpServletRequest request, String sku) {
        return cart.getItem(sku).thenApply(item -> () -> pages.item(request, item));
    }
}
