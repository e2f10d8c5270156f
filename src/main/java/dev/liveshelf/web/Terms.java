package dev.liveshelf.web;

import java.time.Duration;
import java.util.Set;

/**
 * What the counter offers, and to whom.
 *
 * @param longestWait of a status request
 * @param quantityLimit most units of one item in one cart
 * @param sessionsLimit most sessions of one address and minute that may begin a cart; 0: as many as like
 * @param proxies our own, by their addresses or networks: they may say for whom they ask
 * @param token for the shop's own calls; empty: there are none
 * @param origins of pages elsewhere that may read levels and use carts
 * @param demo whether the demo shop is open
 * @param engine what keeps the stock, by name
 */
public record Terms(
        Duration longestWait,
        int quantityLimit,
        int sessionsLimit,
        Set<String> proxies,
        String token,
        Set<String> origins,
        boolean demo,
        String engine) {

    /** Leaves out the token: it is a secret. */
    @Override
    public String toString() {
        return "Terms[longestWait=" + longestWait + ", quantityLimit=" + quantityLimit + ", origins=" + origins
                + ", demo=" + demo + ", engine=" + engine + "]";
    }
}
