package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs scripts, and tells them what time it is: nothing, so that they look at Redis's own clock, but where a test says so. */
final class Desk {

    private final Wire wire;
    private final @Nullable Clock clock;

    /** How far Redis's clock is ahead of ours, in milliseconds. */
    private volatile long ahead;

    Desk(Wire wire, @Nullable Clock clock) {
        this.wire = wire;
        this.clock = clock;
    }

    CompletableFuture<Reply> run(Script script, List<String> keys, String... words) {
        return run(script, keys, Arrays.asList(words));
    }

    /** Completes when what was done is as safe as the operator wants. If nothing can be so now, nothing is done. */
    CompletableFuture<Reply> run(Script script, List<String> keys, List<String> words) {
        if (isShort(keys)) {
            return CompletableFuture.failedFuture(new Refusal.Away(Explain.TOO_FEW));
        }
        return look(script, keys, words).thenCompose(reply -> reply.confirmed().thenApply(safe -> reply));
    }

    /** Tells whether no change there would be confirmed now. */
    boolean isShort(List<String> keys) {
        return wire.isShort(keys.get(0));
    }

    CompletableFuture<Reply> look(Script script, List<String> keys, String... words) {
        return look(script, keys, Arrays.asList(words));
    }

    /** Completes at once when it is answered. For what changes nothing, or nothing that anybody is promised. */
    CompletableFuture<Reply> look(Script script, List<String> keys, List<String> words) {
        List<String> all = new ArrayList<>(words.size() + 1);
        all.add(clock == null ? "" : Long.toString(clock.millis()));
        all.addAll(words);
        return wire.run(script, keys, all);
    }

    /** Notes what time it was there a moment ago. */
    void sawTime(long millis) {
        ahead = millis - System.currentTimeMillis();
    }

    /** Returns what time it is there, by what was seen last; in milliseconds. */
    long now() {
        return clock == null ? System.currentTimeMillis() + ahead : clock.millis();
    }

    /** Returns what time it will be there at a moment of {@link System#nanoTime}; a test's clock stands still until then. */
    String moment(long nanos) {
        return Long.toString(now() + TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
    }
}
