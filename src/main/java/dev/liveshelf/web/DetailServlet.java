package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code GET /}: the page of an item, with what this shopper has of it. Gives a new shopper a session. */
final class DetailServlet extends Endpoint {

    private final ShoppingCart cart;
    private final Pages pages;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DetailServlet(ShoppingCart cart, Pages pages, Clock clock, Problems problems) {
        super(problems, "GET, HEAD");
        this.cart = cart;
        this.pages = pages;
        this.clock = clock;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        if (request.getRequestURI().equals(request.getContextPath())) {
            exchange.answer(() -> Answer.seeOther(withSlash(request)));
            return;
        }
        String item = Parameters.parse(request.getQueryString()).get("item");
        Session known = SessionCookie.read(request);
        // First the cart, then the level: the count on the page is then never older than the cart beside it.
        exchange.answer(
                lines(known)
                        .thenCompose(lines -> level(item).thenApply(level -> {
                            Session session = known == null ? Session.create(random) : known;
                            Answer page =
                                    pages.detail(request, level, session, hold(lines, level.sku()), clock.instant());
                            return known != null
                                    ? page
                                    : page.with("Set-Cookie", SessionCookie.write(request, session));
                        })),
                page -> page);
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

    private CompletionStage<Level> level(@Nullable String item) {
        return item == null ? cart.getFirstItem().thenCompose(cart::getLevel) : cart.getLevel(item);
    }

    private static @Nullable Hold hold(List<Line> lines, String sku) {
        for (Line line : lines) {
            if (line.level().sku().equals(sku)) {
                return line.hold();
            }
        }
        return null;
    }
}
