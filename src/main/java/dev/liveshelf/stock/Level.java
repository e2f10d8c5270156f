package dev.liveshelf.stock;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one item at one version, in units. Always {@code 0 <= held <= onHand}.
 *
 * @param sku names the item: 1 to 64 characters of {@code A-Z a-z 0-9 . _ ~ : -}
 * @param onHand owned and not sold
 * @param held in somebody's cart right now
 * @param safetyStock kept back from sale
 * @param sold running total of committed units
 * @param nextExpiry when the next held unit may come back; null if none will by itself
 */
public record Level(
        String sku,
        Version version,
        long onHand,
        long held,
        long safetyStock,
        long sold,
        @Nullable Instant nextExpiry) {

    /** The most units of one item: enough for any shelf, and far from overflow. */
    public static final long MOST_UNITS = 1_000_000_000;

    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9._~:-]{1,64}");

    /** @throws IllegalArgumentException if the numbers or the sku cannot be */
    public Level {
        check(sku, onHand, safetyStock);
        if (held < 0 || held > onHand || sold < 0) {
            throw new IllegalArgumentException("The numbers cannot be: on hand " + onHand + ", held " + held
                    + ", safety stock " + safetyStock + ", sold " + sold);
        }
    }

    static void check(String sku, long onHand, long safetyStock) {
        if (!isName(sku)) {
            throw new IllegalArgumentException("An item is named by 1 to 64 characters of A-Z a-z 0-9 . _ ~ : -");
        }
        if (onHand < 0 || onHand > MOST_UNITS) {
            throw new IllegalArgumentException("Units on hand go from 0 to " + MOST_UNITS);
        }
        if (safetyStock < 0 || safetyStock > MOST_UNITS) {
            throw new IllegalArgumentException("The safety stock goes from 0 to " + MOST_UNITS);
        }
    }

    /** Tells whether an item can have this name. */
    public static boolean isName(String sku) {
        return SKU.matcher(sku).matches();
    }

    /** Returns the level of an item that has just been put on the shelf. */
    public static Level first(String sku, String epoch, long onHand, long safetyStock) {
        return new Level(sku, new Version(epoch, 1), onHand, 0, safetyStock, 0, null);
    }

    /** Returns the units that can still be put in a cart: what a shopper sees. */
    public long available() {
        return Math.max(0, onHand - held - safetyStock);
    }

    /**
     * Returns the level after this many more units are held (fewer, if negative).
     *
     * @throws Refusal.NotEnough if fewer are available
     */
    public Level holding(long more) {
        if (more > available()) {
            throw new Refusal.NotEnough(this);
        }
        return new Level(sku, version.next(), onHand, held + more, safetyStock, sold, nextExpiry);
    }

    /**
     * Returns the level after a count: so many are on hand, and so many of them are kept back.
     *
     * @throws Refusal.BelowHeld if more are held
     * @throws IllegalArgumentException if the numbers cannot be
     */
    public Level counted(long units, long kept) {
        if (units >= 0 && units < held) {
            throw new Refusal.BelowHeld(this);
        }
        return new Level(sku, version.next(), units, held, kept, sold, nextExpiry);
    }

    /** Returns the level after so many of the units held are paid for and gone. */
    public Level sold(long units) {
        return new Level(sku, version.next(), onHand - units, held - units, safetyStock, sold + units, nextExpiry);
    }

    /** Returns the level after so many of the units sold have come back. */
    public Level returned(long units) {
        return new Level(sku, version.next(), onHand + units, held, safetyStock, sold - units, nextExpiry);
    }

    /** Returns the level after so many units that were held elsewhere are held here: whatever is kept back. */
    public Level movedIn(long units) {
        return new Level(sku, version.next(), onHand, held + units, safetyStock, sold, nextExpiry);
    }

    /** Returns the same level with another running total. */
    public Level having(long total) {
        return new Level(sku, version, onHand, held, safetyStock, total, nextExpiry);
    }

    /** Returns the same level with another next expiry. */
    public Level expiring(@Nullable Instant next) {
        return new Level(sku, version, onHand, held, safetyStock, sold, next);
    }
}
