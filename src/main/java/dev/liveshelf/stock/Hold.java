package dev.liveshelf.stock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One session's units of one item. It leaves ACTIVE once and only once.
 *
 * <pre>
 *              hold                    release
 *   (nothing) ------&gt; ACTIVE --------------------------&gt; RELEASED
 *                     |    ^ |         deadline
 *                     +----+ +---------------------------&gt; EXPIRED
 *              hold another quantity, extend
 * </pre>
 *
 * @param quantity units, at least 1
 * @param since when the item was first put in the cart, by the engine's clock
 * @param expires its deadline: it is there before, and gone at this moment; null if it stays until released
 */
public record Hold(
        Session session,
        String sku,
        int quantity,
        Instant since,
        @Nullable Instant expires) {

    /** How it left ACTIVE. */
    public enum End {
        RELEASED,
        EXPIRED,
        COMMITTED
    }

    /** Returns the same hold with this many units. The deadline stays. */
    public Hold of(int units) {
        return new Hold(session, sku, units, since, expires);
    }

    /** Returns the same hold with another deadline. */
    public Hold until(@Nullable Instant deadline) {
        return new Hold(session, sku, quantity, since, deadline);
    }
}
