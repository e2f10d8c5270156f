package dev.liveshelf.stock;

import org.jspecify.annotations.Nullable;

/**
 * What the shop says of an item. What is left out, as null, stays as it is; of a new item there is none.
 *
 * @param onHand units owned and not sold
 * @param safetyStock how many of them are kept back
 * @param title what shoppers read; empty: none
 */
public record Count(
        String sku,
        long onHand,
        @Nullable Long safetyStock,
        @Nullable String title) {

    /** The longest title, in characters. */
    public static final int LONGEST_TITLE = 200;

    /** @throws IllegalArgumentException if the name, a number or the title cannot be */
    public Count {
        Level.check(sku, onHand, safetyStock == null ? 0 : safetyStock);
        if (title != null && (title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "A title has " + LONGEST_TITLE + " characters at the most, none of them control");
        }
    }
}
