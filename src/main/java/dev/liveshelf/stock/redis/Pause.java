package dev.liveshelf.stock.redis;

import java.util.concurrent.CompletableFuture;

/** Lets time pass, without a thread that waits for it. */
interface Pause {

    CompletableFuture<Void> millis(long millis);
}
