package dev.liveshelf.cart;

import dev.liveshelf.stock.Level;

/**
 * What a wake tells: the level of an item, and how to come back.
 *
 * @param pollAfter milliseconds: whoever was told comes back at a random moment within these, so that those who were
 *     woken together do not return together
 */
public record News(Level level, int pollAfter) {}
