package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Lets requests in, so many at once, and knows when all of them have been answered. */
final class Door {

    /** More than any server has requests under way; past it Redis is too slow for us. */
    private static final int LIMIT = 20_000;

    private static final System.Logger LOG = System.getLogger(Door.class.getName());

    private final Patience patience;
    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closing;

    /** @param patience of those who do not wait for as long as it takes */
    Door(Patience patience) {
        this.patience = patience;
    }

    /** Does something, as {@link #enter} does, that somebody waits for: there is an answer within two seconds. */
    <T> CompletionStage<T> serve(Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        enter(work).whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        patience.limit(answer);
        return answer;
    }

    /** Does something, unless it is refused at once. What fails, fails as a refusal or for numbers that cannot be. */
    <T> CompletionStage<T> enter(Supplier<CompletionStage<T>> work) {
        if (closing) {
            return CompletableFuture.failedStage(new Refusal.Away("The shop is closing"));
        }
        if (inside.incrementAndGet() > LIMIT) {
            inside.decrementAndGet();
            return CompletableFuture.failedStage(new Refusal.Away("Redis is too slow for so many"));
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        begin(work).whenComplete((result, failure) -> {
            try {
                if (failure == null) {
                    answer.complete(result);
                } else {
                    answer.completeExceptionally(asRefusal(Explain.cause(failure)));
                }
            } finally {
                inside.decrementAndGet();
            }
        });
        return answer;
    }

    private static <T> CompletionStage<T> begin(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (Refusal | IllegalArgumentException no) {
            return CompletableFuture.failedStage(no);
        }
    }

    private static Throwable asRefusal(Throwable failure) {
        if (failure instanceof Refusal || failure instanceof IllegalArgumentException) {
            return failure;
        }
        LOG.log(System.Logger.Level.ERROR, Event.of("fault"), failure);
        return new Refusal.Away("What is in Redis cannot be understood; see the log");
    }

    /** Lets nobody in any more, and waits until all have left, for so long. */
    void close(long millis) {
        closing = true;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (inside.get() > 0
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
