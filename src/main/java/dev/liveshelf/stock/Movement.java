package dev.liveshelf.stock;

import java.time.Instant;

/**
 * One line of an item's ledger: what one change did. The ledger of an item has a movement for each of its versions, so the
 * number of a movement is that of the version after it.
 *
 * @param quantity units, by the verb: {@code SET} and {@code ADJUST} how many more are on hand, {@code HOLD} how many more are held, {@code
 *     RELEASE} and {@code EXPIRE} how many came back, {@code COMMIT} how many were sold and {@code RETURN} how many of those
 *     came back, {@code EXTEND} none
 * @param party who or why: a session's digest (never the session itself), an order, or a reason
 * @param after the level that this led to
 */
public record Movement(Verb verb, Instant time, long quantity, String party, Level after) {

    /** What can happen to an item. The names are on disk, too. */
    public enum Verb {
        SET,
        ADJUST,
        HOLD,
        EXTEND,
        RELEASE,
        EXPIRE,
        COMMIT,
        RETURN
    }

    /** Returns its number: one, two, three for each item. */
    public long number() {
        return after.version().n();
    }

    /**
     * Returns what the level after this movement must be, given the one before it.
     *
     * @throws IllegalArgumentException if there can be no such level
     */
    public Level follow(Level before) {
        long onHand = switch (verb) {
            case SET, ADJUST, RETURN -> quantity;
            case COMMIT -> -quantity;
            case HOLD, EXTEND, RELEASE, EXPIRE -> 0;
        };
        long held = switch (verb) {
            case HOLD -> quantity;
            case RELEASE, EXPIRE, COMMIT -> -quantity;
            case SET, ADJUST, EXTEND, RETURN -> 0;
        };
        long sold = switch (verb) {
            case COMMIT -> quantity;
            case RETURN -> -quantity;
            case SET, ADJUST, HOLD, EXTEND, RELEASE, EXPIRE -> 0;
        };
        return new Level(
                before.sku(),
                before.version().next(),
                before.onHand() + onHand,
                before.held() + held,
                verb == Verb.SET ? after.safetyStock() : before.safetyStock(),
                before.sold() + sold,
                after.nextExpiry());
    }
}
