package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /}: the page of an item, or of several, with what this shopper has of them. Gives a new shopper a session.
 */
final class DetailServlet extends Endpoint {

    private final ShoppingCart cart;
    private final Pages pages;
    private final More more;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DetailServlet(ShoppingCart cart, Pages pages, Clock clock, Problems problems) {
        super(problems, "GET, HEAD");
        this.cart = cart;
        this.pages = pages;
        this.more = new More(cart);
        this.clock = clock;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (request.getRequestURI().equals(request.getContextPath())) {
            exchange.answer(() -> Answer.seeOther(withSlash(request)));
            return;
        }
        Parameters parameters = Parameters.parse(request.getQueryString());
        List<String> named = StatusQuery.items(parameters);
        String after = parameters.get("after");
        if (named.isEmpty() && after != null) {
            exchange.answer(next(after), page -> page);
            return;
        }
        Session known = SessionCookie.read(request);
        Session session = known == null ? Session.create(random) : known;
        // First the cart, then the levels: a count on the page is then never older than the cart beside it.
        exchange.answer(
                lines(known).thenCompose(lines -> {
                    Visit visit = new Visit(session, lines, clock.instant());
                    return named.size() > 1 ? catalogue(request, visit, named) : detail(request, visit, named);
                }),
                page -> known != null
                        ? page.get()
                        : page.get().with("Set-Cookie", SessionCookie.write(request, session)));
    }

    private CompletionStage<Supplier<Answer>> detail(HttpServletRequest request, Visit visit, List<String> named) {
        return (named.isEmpty() ? cart.getFirstItem() : CompletableFuture.completedStage(named.get(0)))
                .thenCompose(cart::getItem)
                .thenCombine(
                        more.thanOne(),
                        (item, others) ->
                                () -> pages.detail(request, visit, item, others ? PageAddress.after("") : null));
    }

    private CompletionStage<Supplier<Answer>> catalogue(HttpServletRequest request, Visit visit, List<String> named) {
        List<String> inCart =
                visit.lines().stream().map(line -> line.level().sku()).toList();
        String last = Collections.max(named);
        return items(named)
                .thenCompose(items -> items(inCart)
                        .thenCombine(
                                more.after(last),
                                (held, others) -> () -> pages.catalogue(
                                        request, visit, items, held, others ? PageAddress.after(last) : null)));
    }

    /** Leads to the page of the items that come next by name, as many as fit on one; from the last, to the shop's own page. */
    private CompletionStage<Answer> next(String after) {
        return cart.getItems(after, StatusQuery.ITEM_LIMIT)
                .thenApply(items -> Answer.seeOther(
                        items.isEmpty()
                                ? "./"
                                : PageAddress.of(items.stream().map(Item::sku).toList())));
    }

    private CompletionStage<List<Item>> items(List<String> skus) {
        CompletionStage<List<Item>> items = CompletableFuture.completedStage(new ArrayList<>(skus.size()));
        for (String sku : skus) {
            items = items.thenCombine(cart.getItem(sku), (list, item) -> {
                list.add(item);
                return list;
            });
        }
        return items;
    }

    /** Without the slash, relative links would lead beside the application. Not every container adds it. */
    private static String withSlash(HttpServletRequest request) {
        String path = request.getContextPath();
        String query = request.getQueryString();
        return path.substring(path.lastIndexOf('/') + 1) + "/" + (query == null ? "" : "?" + query);
    }

    private CompletionStage<List<Line>> lines(@Nullable Session session) {
        return session == null ? CompletableFuture.completedStage(List.of()) : cart.getCart(session);
    }
}
