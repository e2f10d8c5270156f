package dev.liveshelf.stock.redis;

import java.util.concurrent.CompletableFuture;

/** What comes first on every new connection: another may be there now, which has lost what the one before knew. */
interface Opening {

    /**
     * Asks for the epoch, before anything else is asked.
     *
     * @param about who is there
     * @param own the way to it
     */
    CompletableFuture<Void> open(RedisInfo about, Wire own);
}
