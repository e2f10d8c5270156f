package dev.liveshelf.stock;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an audit has found so far: engines bring what they have written down, and this adds it up. One thread at a time. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();

    /** Notes what is wrong with an item. */
    public void add(String sku, String what) {
        all.add(new Finding(sku, what));
    }

    /** Notes it if two that should be equal are not. */
    public void compare(String sku, String what, @Nullable Object one, @Nullable Object other) {
        if (!Objects.equals(one, other)) {
            add(sku, what + ": " + one + ", " + other);
        }
    }

    /**
     * Adds a ledger up, up to the first movement that does not follow from those before it, and compares the sum with the level.
     *
     * @param opening what the ledger begins with
     * @param movements all since, oldest first
     */
    public void compareLedger(Level level, Level opening, Iterable<Movement> movements) {
        Level sum = opening;
        for (Movement movement : movements) {
            try {
                sum = movement.follow(sum);
            } catch (IllegalArgumentException impossible) {
                add(level.sku(), "movement " + movement.number() + " cannot be: " + movement);
                break;
            }
            if (!sum.equals(movement.after())) {
                compare(level.sku(), "movement " + movement.number() + ", and what it led to", movement.after(), sum);
                break;
            }
        }
        compare(level.sku(), "level, and the sum of its ledger", level, sum);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }
}
