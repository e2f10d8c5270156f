package dev.liveshelf.stock;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What was said to a request, to compare.
 *
 * @param kind the refusal's name, or empty
 * @param what all that was said with it; lines of carts and orders by item, for the order of those made in one moment is
 *     nobody's business
 */
record Answer(String kind, Object what) {

    /** Returns what the model says. */
    static Answer of(Supplier<?> work) {
        try {
            return new Answer("", sorted(work.get()));
        } catch (Refusal | IllegalArgumentException no) {
            return refused(no);
        }
    }

    /** Waits for what the stock says. Null if it said nothing: nobody knows whether it was done. */
    static Answer of(CompletionStage<?> stage) {
        try {
            return new Answer("", sorted(stage.toCompletableFuture().join()));
        } catch (CompletionException refused) {
            return refused.getCause() instanceof Refusal.Away ? null : refused(refused.getCause());
        }
    }

    private static Answer refused(Throwable no) {
        String kind = no.getClass().getSimpleName();
        if (no instanceof Refusal.AtLevel refusal) {
            return new Answer(kind, refusal.level());
        }
        if (no instanceof Refusal.Gone refusal) {
            return new Answer(kind, sorted(refusal.holds()));
        }
        if (no instanceof Refusal.NotSold refusal) {
            return new Answer(kind, refusal.left());
        }
        return new Answer(kind, no instanceof Refusal ? no.getMessage() : "");
    }

    private static Object sorted(Object value) {
        if (value instanceof Order order) {
            return new Order(order.id(), order.buyer(), sortedLines(order.lines()));
        }
        return value instanceof List<?> list ? sortedLines(list) : value;
    }

    private static <T> List<T> sortedLines(List<T> lines) {
        return lines.stream().sorted(Comparator.comparing(Answer::sku)).toList();
    }

    private static String sku(Object line) {
        if (line instanceof Line of) {
            return of.level().sku();
        }
        return line instanceof Hold hold ? hold.sku() : ((Order.Sold) line).sku();
    }
}
