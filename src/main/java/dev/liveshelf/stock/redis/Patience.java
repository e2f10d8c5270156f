package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Refusal;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers those who have waited for too long, on a way to Redis that is slow or with many in front of them: what they asked
 * for may still be done, or not.
 */
final class Patience {

    /** Whoever asks is answered within two seconds. */
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_600);

    private static final long ROUND_MILLIS = 100;

    private record Waiting(long end, CompletableFuture<?> answer) {}

    /** In the order in which their time ends, for all have the same. */
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

    private final Timer timer;

    Patience(Timer timer) {
        this.timer = timer;
    }

    void start() {
        timer.after(ROUND_MILLIS, () -> {
            end();
            start();
        });
    }

    /** Fails if it is not completed in time. */
    void limit(CompletableFuture<?> answer) {
        queue.add(new Waiting(System.nanoTime() + NANOS, answer));
        for (Waiting first = queue.peek(); first != null && first.answer().isDone(); first = queue.peek()) {
            queue.remove(first);
        }
    }

    private void end() {
        long now = System.nanoTime();
        for (Waiting first = queue.peek();
                first != null && (first.end() <= now || first.answer().isDone()); ) {
            queue.remove(first);
            first.answer().completeExceptionally(new Refusal.Away("Redis is too slow"));
            first = queue.peek();
        }
    }
}
