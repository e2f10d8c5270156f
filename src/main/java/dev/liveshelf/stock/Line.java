package dev.liveshelf.stock;

import org.jspecify.annotations.Nullable;

/**
 * One item in one cart, at the level that goes with it.
 *
 * @param hold null when the session holds none (any more)
 */
public record Line(Level level, @Nullable Hold hold) {

    /** Returns the units that the session holds. */
    public int quantity() {
        return hold == null ? 0 : hold.quantity();
    }
}
