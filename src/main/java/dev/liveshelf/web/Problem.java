package dev.liveshelf.web;

import dev.liveshelf.cart.TurnedAway;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;

/**
 * An answer that says no (RFC 9457). Thrown, or come through a stage; {@link Problems} puts it on the wire. Its texts are
 * ours: nothing of what the caller sent is repeated in them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problem extends RuntimeException {

    private static final String AWAY = "Not available for a moment";

    /** By this member it is told from other conflicts. */
    private static final String CART_LIMIT = "cartlimit";

    private final int status;
    private final String title;
    private final String detail;
    private final Map<String, Object> members;
    private final Map<String, String> headers;

    /**
     * @param detail what to do next
     * @param members what else goes into the JSON: texts, whole numbers, lists of texts
     */
    private Problem(int status, String title, String detail, Map<String, Object> members, Map<String, String> headers) {
        super(title + ". " + detail, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.members = members;
        this.headers = headers;
    }

    Problem(int status, String title, String detail) {
        this(status, title, detail, Map.of(), Map.of());
    }

    static Problem bad(String title, String detail) {
        return new Problem(400, title, detail);
    }

    static Problem method(String allowed) {
        return new Problem(
                405, "This method is not allowed here", "Use " + allowed + ".", Map.of(), Map.of("Allow", allowed));
    }

    static Problem notFound() {
        return new Problem(404, "There is nothing at this address", "Check the address.");
    }

    /** Of a body of many lines: which is the first that cannot be. */
    static Problem inLine(int status, long line, String title, String detail) {
        return new Problem(status, title, detail, Map.of("line", line), Map.of());
    }

    /** The shop's own calls need its token; without one set they are closed to everyone. */
    static Problem closedToAll() {
        return new Problem(403, "This part is closed", "Set liveshelf.token (LIVESHELF_TOKEN) and restart to open it.");
    }

    static Problem unauthorized() {
        return new Problem(
                401,
                "The token is missing or wrong",
                "Send Authorization: Bearer, with the token of the setting liveshelf.token.",
                Map.of(),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    static Problem originNotAllowed() {
        return new Problem(
                403, "Pages of this origin may not do that", "Name the origin in the setting liveshelf.origins.");
    }

    static Problem tooLarge(int limit) {
        return new Problem(
                413,
                "The body is too large",
                "Send at most " + limit + " bytes.",
                Map.of(),
                Map.of("Connection", "close")); // what else was sent is not worth reading
    }

    static Problem tooSlow() {
        return new Problem(408, "The body comes too slowly", "Send it again.", Map.of(), Map.of("Connection", "close"));
    }

    /** There may not be more new shoppers from this address for now. */
    static Problem tooManyNewcomers(long seconds) {
        return new Problem(
                429,
                "Too many new carts from your address",
                "Try again in " + seconds + " s.",
                Map.of(),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    /** Returns what a caller is told of a failure. */
    static Problem of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof Refusal refusal) {
            return of(refusal);
        }
        if (cause instanceof TurnedAway turnedAway) {
            long seconds = Math.max(1, turnedAway.comeBackAfter().toSeconds());
            return away(turnedAway.getMessage() + ".", seconds);
        }
        return new Problem(500, "Something went wrong on our side", "Try again; if it stays, tell the shop.");
    }

    private static Problem of(Refusal refusal) {
        if (refusal instanceof Refusal.UnknownItem) {
            return new Problem(404, "There is no such item", "Check the item's name.");
        }
        if (refusal instanceof Refusal.NotEnough notEnough) {
            Level level = notEnough.level();
            return conflict(
                    level,
                    "Not enough left",
                    level.available() == 0
                            ? "All units are sold or in carts. One may come back."
                            : "Ask for " + level.available() + " or fewer.");
        }
        if (refusal instanceof Refusal.NotHeld notHeld) {
            return conflict(notHeld.level(), "It is not in the cart", "Its time may be over. Add it again.");
        }
        if (refusal instanceof Refusal.BelowHeld belowHeld) {
            Level level = belowHeld.level();
            return conflict(level, "Fewer than are held", level.held() + " are in carts. Leave at least these.");
        }
        if (refusal instanceof Refusal.Changed changed) {
            return at(412, changed.level(), "The item has changed", "Read it again, then decide.");
        }
        if (refusal instanceof Refusal.KeyReused) {
            return new Problem(
                    422, "This key or order was used for something else", "Use a new one for a new request.");
        }
        if (refusal instanceof Refusal.EmptyCart) {
            return new Problem(409, "The cart is empty", "There is nothing to pay for.");
        }
        if (refusal instanceof Refusal.Gone gone) {
            return gone(gone.holds());
        }
        if (refusal instanceof Refusal.NoBackup) {
            return new Problem(409, "There is no backup", refusal.getMessage() + ".");
        }
        if (refusal instanceof Refusal.UnknownOrder) {
            return new Problem(404, "There is no such order", "Check the order's name.");
        }
        if (refusal instanceof Refusal.NotSold notSold) {
            return new Problem(409, "More than was sold", "At most " + notSold.left() + " of it can come back.");
        }
        if (refusal instanceof Refusal.Quantity quantity) {
            return bad("Too many or too few for one cart", "Ask for 1 to " + quantity.limit() + " units.");
        }
        if (refusal instanceof Refusal.CartFull full) {
            return new Problem(
                    409,
                    "The cart is full",
                    "It holds " + full.limit() + " units at the most. Take something out first.",
                    Map.of(CART_LIMIT, full.limit()),
                    Map.of());
        }
        return away("The stock cannot be reached.", 2);
    }

    private static Problem conflict(Level level, String title, String detail) {
        return at(409, level, title, detail);
    }

    private static Problem at(int status, Level level, String title, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("item", level.sku());
        members.put("inventorycount", Long.toString(level.available()));
        members.put("version", level.version().toString());
        return new Problem(status, title, detail, members, Map.of());
    }

    /** What a waiting caller is told when the container ends its request before we do. */
    static Problem closing() {
        return away("The shop is closing for a moment.", 5);
    }

    private static Problem gone(List<Hold> holds) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("gone", holds.stream().map(Hold::sku).toList());
        return new Problem(
                409,
                "The time of a part of the cart is over",
                "Nothing was sold. Ask the buyer; then send \"partial\":true for the rest, or put it in again.",
                members,
                Map.of());
    }

    private static Problem away(String why, long seconds) {
        return new Problem(
                503,
                AWAY,
                why + " Try again in " + seconds + " s.",
                Map.of(),
                Map.of("Retry-After", Long.toString(seconds)));
    }

    /** Returns why, as one of few texts that are ours, for who counts. */
    String reason() {
        return title.equals(AWAY) ? detail.substring(0, detail.indexOf('.')) : title;
    }

    int status() {
        return status;
    }

    /** Returns by what name pages have words for it. */
    String name() {
        return members.containsKey(CART_LIMIT) ? "CartFull" : Integer.toString(status);
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    Map<String, Object> members() {
        return members;
    }

    Map<String, String> headers() {
        return headers;
    }
}
