package dev.liveshelf.web;

import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Session;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /cart} puts an item into the cart, takes it out, or keeps it for longer; {@code GET /cart} lists the cart and changes nothing.
 *
 * <p>A page of another site cannot act for a shopper: a change needs the session in its body, and no other site knows it.
 */
final class CartServlet extends Endpoint {

    private static final int BODY_LIMIT = 16 * 1024;
    private static final Set<String> ACTIONS = Set.of("add", "remove", "extend");
    /** The header of a script that names a session: it is a secret, and addresses end up in logs. */
    private static final String SESSION = "Liveshelf-Session";

    private static final String FORM = "application/x-www-form-urlencoded";

    private final ShoppingCart cart;
    private final Json json;
    private final Doorkeeper doorkeeper;

    CartServlet(ShoppingCart cart, Json json, Doorkeeper doorkeeper, Origins origins, Problems problems) {
        super(problems, "GET, HEAD, POST", origins);
        this.cart = cart;
        this.json = json;
        this.doorkeeper = doorkeeper;
    }

    @Override
    void get(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String parameter = Parameters.parse(request.getQueryString()).get("session");
        String named = parameter == null ? request.getHeader(SESSION) : parameter;
        Session cookie = SessionCookie.read(request);
        Session session = named == null && cookie != null ? cookie : session(named);
        exchange.answer(
                cart.getCart(session),
                lines -> Answer.json(
                        json.bytes(json.list("items", lines, json::line).build())));
    }

    @Override
    void post(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        String type = request.getHeader("Content-Type"); // getContentType() fails on a charset that Java does not know
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new Problem(415, "The body is not a form", "Send it as " + FORM + ".");
        }
        boolean fromPage = Problems.wantsPage(request);
        exchange.answer(
                Body.read(request, BODY_LIMIT).thenCompose(body -> {
                    Parameters form = Parameters.parse(new String(body, StandardCharsets.UTF_8));
                    PageAddress.remember(request, form);
                    return act(request, form);
                }),
                line -> fromPage
                        ? Answer.seeOther(PageAddress.back(request, line.level().sku()))
                        : Answer.json(json.bytes(json.line(line))));
    }

    /** @throws Problem 400 if this is not 1 to 128 characters that a session is made of */
    static Session session(@Nullable String text) {
        Session session = Session.of(text);
        if (session == null) {
            throw Problem.bad(
                    "The session is missing or not valid",
                    "Send 1 to 128 characters of A-Z a-z 0-9 . _ ~ - as session; GET / gives you one.");
        }
        return session;
    }

    private CompletionStage<Line> act(HttpServletRequest request, Parameters parameters) {
        Session session = session(parameters.get("session"));
        String action = parameters.get("action");
        if (action == null || !ACTIONS.contains(action)) {
            throw Problem.bad("The action is missing or unknown", "Send add, remove or extend as action.");
        }
        int quantity = action.equals("add") ? quantity(parameters.get("quantity")) : 0;
        if (action.equals("add")) {
            doorkeeper.admit(request, session);
        }
        String named = parameters.get("item");
        CompletionStage<String> item = named == null ? cart.getFirstItem() : CompletableFuture.completedStage(named);
        return item.thenCompose(sku -> switch (action) {
            case "add" -> cart.moveItemToCart(session, sku, quantity);
            case "remove" -> cart.removeItemFromCart(session, sku);
            default -> cart.extendHold(session, sku);
        });
    }

    private static int quantity(@Nullable String text) {
        try {
            return text == null ? 1 : Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw Problem.bad("The quantity is not a number", "Send a whole number of units, or none for 1.");
        }
    }
}
