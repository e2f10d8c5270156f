package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One item's ledger added up by hand from its first movement on, and what was told of the item. */
final class Fold {

    private final String sku;
    private long number;
    private long onHand;
    private long held;
    private long sold;
    private long told;
    private final Map<Long, Level> latest = new TreeMap<>();

    Fold(String sku) {
        this.sku = sku;
    }

    /** Returns the number of the last movement that was added. */
    long number() {
        return number;
    }

    /**
     * Adds what is new.
     *
     * @param kept all that the ledger has
     * @param expected what the model says is new
     */
    void add(List<Movement> kept, List<Movement> expected) {
        latest.clear();
        List<Movement> news =
                kept.stream().filter(movement -> movement.number() > number).toList();
        assertThat(news).as("ledger of %s", sku).isEqualTo(expected);
        for (Movement movement : news) {
            add(movement);
            latest.put(number, movement.after());
        }
    }

    private void add(Movement movement) {
        long units = movement.quantity();
        number++;
        switch (movement.verb()) {
            case SET, ADJUST -> onHand += units;
            case HOLD -> held += units;
            case EXTEND -> assertThat(units).isZero();
            case RELEASE, EXPIRE -> held -= units;
            case COMMIT -> {
                onHand -= units;
                held -= units;
                sold += units;
            }
            case RETURN -> {
                onHand += units;
                sold -= units;
            }
        }
        assertThat(movement.number()).as("number of %s", movement).isEqualTo(number);
        assertSum(movement.after());
    }

    void assertLedTo(Level level) {
        assertThat(level.version().n()).as("version of %s", level).isEqualTo(number);
        assertSum(level);
    }

    private void assertSum(Level level) {
        assertThat(List.of(level.onHand(), level.held(), level.sold()))
                .as("on hand, held, sold, and the sum of the ledger: %s", level)
                .isEqualTo(List.of(onHand, held, sold));
        assertThat(held).as("held").isBetween(0L, onHand);
    }

    /** What is told is true, and never goes back. */
    void hear(Level level) {
        assertThat(level.version().n()).as("told after %s: %s", told, level).isGreaterThan(told);
        assertThat(level).as("told").isEqualTo(latest.get(level.version().n()));
        told = level.version().n();
    }

    /** @param crashed whether the end may be missing */
    void assertTold(boolean crashed) {
        if (!crashed) {
            assertThat(told).as("last told of %s", sku).isEqualTo(number);
        }
        told = number;
    }
}
