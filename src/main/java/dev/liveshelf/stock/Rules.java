package dev.liveshelf.stock;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a shop allows, the same on every engine.
 *
 * @param quantityLimit most units of one item in one cart
 * @param cartLimit most units in one cart, of all items together
 * @param holdTime how long a hold lasts, and by how much it is extended; zero: until released
 * @param holdLimit how long it lasts at the most, however often it is extended
 * @param ledgerLimit movements of each item that are kept at least; older ones are folded into an opening level
 */
public record Rules(int quantityLimit, int cartLimit, Duration holdTime, Duration holdLimit, int ledgerLimit) {

    /** Enough to see what happened to an item; a million movements of a thousand items are about 100 MB on disk. */
    public static final int LEDGER_LIMIT = 1_000;

    /**
     * Checks that one cart may hold this many units of an item.
     *
     * @throws Refusal.Quantity if not
     */
    public void checkQuantity(int quantity) {
        if (quantity < 1 || quantity > quantityLimit) {
            throw new Refusal.Quantity(quantityLimit);
        }
    }

    /**
     * Checks that a cart may hold so many units more of an item.
     *
     * @param others units of all other items that it holds
     * @param before units that it holds of this one
     * @param quantity units that it is to hold of this one
     * @throws Refusal.CartFull if not; fewer than before may always be held
     */
    public void checkCart(long others, int before, int quantity) {
        if (quantity > before && others + quantity > cartLimit) {
            throw new Refusal.CartFull(cartLimit);
        }
    }

    /** Returns the deadline of a hold that was made then and is made or extended now; null for none. */
    public @Nullable Instant deadline(Instant since, Instant now) {
        if (holdTime.isZero()) {
            return null;
        }
        Instant hard = since.plus(holdLimit);
        Instant deadline = now.plus(holdTime);
        return deadline.isAfter(hard) ? hard : deadline;
    }
}
