package dev.liveshelf.web;

import java.time.Duration;
import java.util.Set;

/**
 * What the counter offers, and to whom.
 *
 * @param longestWait of a status request
 * @param quantityLimit most units of one item in one cart
 * @param token for the shop's own calls; empty: there are none
 * @param origins of pages elsewhere that may read levels and use carts
 * @param demo whether the demo shop is open
 * @param engine what keeps the stock, by name
 */
public record Terms(
        Duration longestWait, int quantityLimit, String token, Set<String> origins, boolean demo, String engine) {

    /** Leaves out the token: it is a secret. */
    @Override
    public String toString() {
        return "Terms[longestWait=" + longestWait + ", quantityLimit=" + quantityLimit + ", origins=" + origins
                + ", demo=" + demo + ", engine=" + engine + "]";
    }
}
