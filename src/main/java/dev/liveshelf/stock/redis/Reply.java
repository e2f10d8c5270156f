package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a script answered: texts, and lists of the same.
 *
 * @param confirmation how to wait for that; null: there is no need
 */
record Reply(List<?> parts, @Nullable Supplier<CompletableFuture<Void>> confirmation) {

    Reply(List<?> parts) {
        this(parts, null);
    }

    /** Completes when all that this answer speaks of is as safe as the operator wants; at once if that is nothing. */
    CompletableFuture<Void> confirmed() {
        return confirmation == null ? CompletableFuture.completedFuture(null) : confirmation.get();
    }

    int size() {
        return parts.size();
    }

    /** Returns a text. */
    String text(int part) {
        return String.valueOf(parts.get(part));
    }

    /** Returns a list that is a part. */
    Reply list(int part) {
        return new Reply((List<?>) parts.get(part));
    }

    /** Returns all parts as texts. */
    List<String> texts() {
        return parts.stream().map(String::valueOf).toList();
    }

    /** Tells whether it begins with this word, which says what kind of answer it is. */
    boolean is(String kind) {
        return !parts.isEmpty() && kind.equals(parts.get(0));
    }
}
