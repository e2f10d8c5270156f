package dev.liveshelf.stock;

/**
 * Something on the shelf.
 *
 * @param title what shoppers read; empty if it has none
 */
public record Item(Level level, String title) {

    /** Returns its name. */
    public String sku() {
        return level.sku();
    }
}
