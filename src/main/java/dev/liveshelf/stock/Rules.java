package dev.liveshelf.stock;

/**
 * What a shop allows, the same on every engine.
 *
 * @param quantityLimit most units of one item in one cart
 */
public record Rules(int quantityLimit) {

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
}
