package dev.liveshelf.stock;

import java.util.List;

/**
 * A cart that was paid for.
 *
 * @param id the shop's own name for it: 1 to 64 printable ASCII characters without a slash
 * @param buyer the session's digest, never the session itself
 */
public record Order(String id, String buyer, List<Sold> lines) {

    /**
     * What was sold of one item.
     *
     * @param returned how many of them have come back
     */
    public record Sold(String sku, int quantity, int returned) {}
}
