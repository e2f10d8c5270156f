package dev.liveshelf.stock;

/**
 * Something an audit found that does not add up.
 *
 * @param what in words, with both numbers
 */
public record Finding(String sku, String what) {}
