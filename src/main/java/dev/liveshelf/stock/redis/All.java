package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits for many at once. */
final class All {

    private All() {}

    /** Completes when it does, with nothing. */
    static CompletableFuture<Void> done(CompletionStage<?> stage) {
        return stage.toCompletableFuture().thenAccept(whatever -> {});
    }

    /** Completes when all have, with what they completed with; fails when all have ended and one has failed. */
    static <T> CompletableFuture<List<T>> of(List<CompletableFuture<T>> all) {
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(ended -> all.stream().map(CompletableFuture::join).toList());
    }
}
