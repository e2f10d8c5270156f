package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Recomputes every level from its ledger and its holds, trusting neither. Each item as it is at one moment. */
final class Audit {

    private static final int PART = 50;

    private final Shelf shelf;
    private final Items items;
    private final List<Finding> findings = new ArrayList<>();

    Audit(Shelf shelf, Items items) {
        this.shelf = shelf;
        this.items = items;
    }

    CompletionStage<List<Finding>> run() {
        return from("").thenApply(done -> List.copyOf(findings));
    }

    private CompletableFuture<Void> from(String after) {
        return shelf.names(after, PART)
                .thenCompose(names -> items.askAll(names, sku -> Step.audit()).thenCompose(replies -> {
                    for (int i = 0; i < names.size(); i++) {
                        if (replies.get(i).is("ok")) {
                            item(names.get(i), replies.get(i));
                        }
                    }
                    return names.size() < PART
                            ? CompletableFuture.completedFuture(null)
                            : from(names.get(names.size() - 1));
                }));
    }

    private void item(String sku, Reply reply) {
        Level level = Texts.level(sku, reply.text(1));
        Level opening = Texts.opening(sku, level.version().epoch(), reply.text(2));
        compare(sku, "level, and the sum of its ledger", level, fold(opening, reply.list(3)));
        Map<String, String> deadlines = pairs(reply.list(5));
        long held = 0;
        for (Map.Entry<String, String> hold : pairs(reply.list(4)).entrySet()) {
            String[] words = hold.getValue().split(" ", 4);
            held += Long.parseLong(words[0]);
            String due = Objects.requireNonNullElse(deadlines.remove(hold.getKey()), "0");
            compare(sku, "a deadline, and when it is due", words[2], due);
        }
        compare(sku, "held, and the sum of all holds", level.held(), held);
        compare(sku, "deadlines without a hold", deadlines.size(), 0);
        String next = reply.list(5).size() == 0 ? "0" : reply.list(5).text(1);
        compare(sku, "next expiry, and that of all holds", level.nextExpiry(), Texts.moment(next));
    }

    /** Adds the ledger up. Stops at the first movement that does not follow from those before it. */
    private Level fold(Level opening, Reply ledger) {
        Level sum = opening;
        String sku = opening.sku();
        for (String line : ledger.texts()) {
            try {
                Movement movement = Texts.movement(sku, opening.version().epoch(), line);
                sum = movement.follow(sum);
                if (!compare(sku, "movement " + movement.number() + ", and what it led to", movement.after(), sum)) {
                    return sum;
                }
            } catch (RuntimeException impossible) {
                findings.add(new Finding(sku, "a movement that cannot be: " + line));
                return sum;
            }
        }
        return sum;
    }

    private boolean compare(String sku, String what, @Nullable Object one, @Nullable Object other) {
        boolean equal = Objects.equals(one, other);
        if (!equal) {
            findings.add(new Finding(sku, what + ": " + one + ", " + other));
        }
        return equal;
    }

    private static Map<String, String> pairs(Reply list) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < list.size(); i += 2) {
            pairs.put(list.text(i), list.text(i + 1));
        }
        return pairs;
    }
}
