package dev.liveshelf.stock;

import java.time.Instant;

/**
 * One session's units of one item.
 *
 * <pre>
 *              hold                    release
 *   (nothing) ------&gt; ACTIVE ------------------------&gt; RELEASED
 *                     |    ^
 *                     +----+  hold, another quantity
 * </pre>
 *
 * @param quantity units, at least 1
 * @param since when the item was first put in the cart, by the engine's clock
 */
public record Hold(Session session, String sku, int quantity, Instant since) {

    /** Returns the same hold with this many units. */
    public Hold of(int units) {
        return new Hold(session, sku, units, since);
    }
}
