package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Findings;
import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Recomputes every level from its ledger and its holds, trusting neither. */
final class Audit {

    private record Sum(long held, @Nullable Instant nextExpiry) {
        static final Sum NOTHING = new Sum(0, null);

        Sum and(Hold hold) {
            Instant expires = hold.expires();
            boolean earlier = expires != null && (nextExpiry == null || expires.isBefore(nextExpiry));
            return new Sum(held + hold.quantity(), earlier ? expires : nextExpiry);
        }
    }

    private final Ledger ledger;
    private final BooleanSupplier enough;
    private final Findings findings = new Findings();

    /** @param enough asked before each item: true ends the audit */
    Audit(Ledger ledger, BooleanSupplier enough) {
        this.ledger = ledger;
        this.enough = enough;
    }

    List<Finding> run(Iterable<Level> levels, Iterable<Hold> holds) {
        Map<String, Sum> sums = new HashMap<>();
        for (Hold hold : holds) {
            sums.put(hold.sku(), sums.getOrDefault(hold.sku(), Sum.NOTHING).and(hold));
        }
        for (Level level : levels) {
            if (enough.getAsBoolean()) {
                throw new Refusal.Away("The audit was given up");
            }
            Sum sum = Objects.requireNonNullElse(sums.remove(level.sku()), Sum.NOTHING);
            findings.compare(level.sku(), "held, and the sum of all holds", level.held(), sum.held());
            findings.compare(level.sku(), "next expiry, and that of all holds", level.nextExpiry(), sum.nextExpiry());
            Level opening = ledger.opening(level.sku());
            findings.compareLedger(
                    level, opening, ledger.after(level.sku(), opening.version().n(), Integer.MAX_VALUE));
        }
        sums.forEach((sku, sum) -> findings.add(sku, sum.held() + " held of an item that is not there"));
        return findings.all();
    }
}
