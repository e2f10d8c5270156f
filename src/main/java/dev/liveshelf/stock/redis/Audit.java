package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Finding;
import dev.liveshelf.stock.Findings;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Movement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Recomputes every level from its ledger and its holds, trusting neither. Each item as it is at one moment. */
final class Audit {

    private static final int PART = 50;

    private final Shelf shelf;
    private final Items items;
    private final Findings findings = new Findings();

    Audit(Shelf shelf, Items items) {
        this.shelf = shelf;
        this.items = items;
    }

    CompletionStage<List<Finding>> run() {
        return from("").thenApply(done -> findings.all());
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
        findings.compareLedger(level, opening, movements(level, reply.list(3)));
        Map<String, String> deadlines = pairs(reply.list(5));
        long held = 0;
        for (Map.Entry<String, String> hold : pairs(reply.list(4)).entrySet()) {
            String[] words = hold.getValue().split(" ", 4);
            held += Long.parseLong(words[0]);
            String due = Objects.requireNonNullElse(deadlines.remove(hold.getKey()), "0");
            findings.compare(sku, "a deadline, and when it is due", words[2], due);
        }
        findings.compare(sku, "held, and the sum of all holds", level.held(), held);
        findings.compare(sku, "deadlines without a hold", deadlines.size(), 0);
        String next = reply.list(5).size() == 0 ? "0" : reply.list(5).text(1);
        findings.compare(sku, "next expiry, and that of all holds", level.nextExpiry(), Texts.moment(next));
    }

    /** Reads a ledger, up to the first line that cannot be read. */
    private List<Movement> movements(Level level, Reply ledger) {
        List<Movement> movements = new ArrayList<>();
        for (String line : ledger.texts()) {
            try {
                movements.add(Texts.movement(level.sku(), level.version().epoch(), line));
            } catch (RuntimeException impossible) {
                findings.add(level.sku(), "a movement that cannot be: " + line);
                break;
            }
        }
        return movements;
    }

    private static Map<String, String> pairs(Reply list) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < list.size(); i += 2) {
            pairs.put(list.text(i), list.text(i + 1));
        }
        return pairs;
    }
}
