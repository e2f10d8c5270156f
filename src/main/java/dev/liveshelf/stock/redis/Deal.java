package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The record of a change of several items.
 *
 * @param nonce another for each time it is begun
 * @param buyer the digest of the session, of a checkout
 * @param lines item and quantity in turns; 0 for items that are only looked at
 */
record Deal(String id, String state, String nonce, String buyer, List<String> lines) {

    boolean isThere() {
        return !state.isEmpty();
    }

    boolean isUndecided() {
        return state.equals("undecided");
    }

    /** Tells whether it is to be carried out, or has been. */
    boolean isDecided() {
        return isThere() && !isUndecided();
    }

    boolean isDone() {
        return state.equals("done");
    }

    /** Returns its items. */
    List<String> skus() {
        return IntStream.range(0, lines.size() / 2)
                .mapToObj(i -> lines.get(2 * i))
                .toList();
    }
}
