package dev.liveshelf.stock;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One item as it moves from one engine to another, with all that is held of it. Its versions and its ledger stay behind.
 *
 * @param title what shoppers read; empty if it has none
 * @param sold running total of committed units
 */
public record Parcel(String sku, String title, long onHand, long safetyStock, long sold, List<Hold> holds) {

    /** @throws IllegalArgumentException if the numbers cannot be, or the holds do not fit them */
    public Parcel {
        new Count(sku, onHand, safetyStock, title);
        holds = List.copyOf(holds);
        long held = 0;
        Set<Session> sessions = new HashSet<>();
        for (Hold hold : holds) {
            if (!hold.sku().equals(sku) || hold.quantity() < 1 || !sessions.add(hold.session())) {
                throw new IllegalArgumentException("A hold cannot be: " + hold);
            }
            held += hold.quantity();
        }
        if (sold < 0 || held > onHand) {
            throw new IllegalArgumentException(
                    "The numbers cannot be: on hand " + onHand + ", held " + held + ", sold " + sold);
        }
    }
}
