package dev.liveshelf.stock.redis;

import java.util.concurrent.CompletableFuture;

/** Knows whether what a Redis has answered is as safe as the operator wants. */
interface Witness extends AutoCloseable {

    /** For those who want nothing more than that it is answered. */
    Witness NONE = new Witness() {
        @Override
        public CompletableFuture<Void> confirm(String key) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isShort() {
            return false;
        }

        @Override
        public void end() {}

        @Override
        public void close() {}
    };

    /**
     * Completes when all that this Redis has done until now is confirmed, whoever asked for it. Fails as Away when that takes
     * too long: it is done, and may be lost or not.
     *
     * @param key of what was done last
     */
    CompletableFuture<Void> confirm(String key);

    /** Tells whether nothing was confirmed when last asked. */
    boolean isShort();

    /** Confirms nothing any more; all who wait are told so. */
    void end();

    /** Ends it, and its connection. */
    @Override
    void close();
}
