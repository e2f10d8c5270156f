package dev.liveshelf.cart;

import dev.liveshelf.stock.Version;
import org.jspecify.annotations.Nullable;

/**
 * An item that a viewer wants news of.
 *
 * @param since the version it knows; null to wait for the next change from now on
 */
public record Watch(String sku, @Nullable Version since) {}
