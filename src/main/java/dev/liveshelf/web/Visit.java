package dev.liveshelf.web;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A shopper who comes to a page.
 *
 * @param lines what is in the cart, oldest first
 * @param now by the clock that deadlines go by
 */
record Visit(Session session, List<Line> lines, Instant now) {

    /** Returns what the shopper holds of the item, or null. */
    @Nullable
    Hold hold(String sku) {
        for (Line line : lines) {
            if (line.level().sku().equals(sku)) {
                return line.hold();
            }
        }
        return null;
    }
}
