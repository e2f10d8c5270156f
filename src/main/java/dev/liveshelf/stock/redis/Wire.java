package dev.liveshelf.stock.redis;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way to Redis: one script at a time, for any thread, never blocking. Tests cut it where they like. */
interface Wire {

    /**
     * Runs a script; all keys have one hash tag. Fails as Away when Redis does not answer in time, or cannot: the script may
     * have run or not, and it is not run again.
     */
    CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words);

    /** Tells whether no change of this key would be confirmed now: there are too few replicas for that. */
    default boolean isShort(String key) {
        return false;
    }
}
