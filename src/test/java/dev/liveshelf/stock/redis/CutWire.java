package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A way to Redis that ends after so many scripts: as for a node that dies, or is cut off, between one and the next. */
final class CutWire implements Wire {

    private final Wire wire;
    private int left = Integer.MAX_VALUE; // guarded by this
    private boolean losesAnswer; // guarded by this

    CutWire(Wire wire) {
        this.wire = wire;
    }

    /**
     * Cuts it after so many scripts from now on, for good.
     *
     * @param losing whether the first one after that arrives, and only its answer does not
     */
    synchronized void cutAfter(int scripts, boolean losing) {
        left = scripts;
        losesAnswer = losing;
    }

    @Override
    public CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        boolean arrives;
        synchronized (this) {
            if (left > 0) {
                left--;
                return wire.run(script, keys, words);
            }
            arrives = losesAnswer;
            losesAnswer = false;
        }
        CompletableFuture<Reply> cut = arrives ? wire.run(script, keys, words) : new CompletableFuture<>();
        if (!arrives) {
            cut.complete(new Reply(List.of()));
        }
        return cut.thenCompose(lost -> CompletableFuture.failedFuture(new Refusal.Away("Cut off")));
    }
}
