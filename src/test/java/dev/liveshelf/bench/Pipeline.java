package dev.liveshelf.bench;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Keeps so many requests under way at a stock, as so many connections do. */
final class Pipeline {

    private final int width;
    private final Semaphore free;
    private volatile Throwable failure;

    Pipeline(int width) {
        this.width = width;
        this.free = new Semaphore(width);
    }

    /** Begins a request, as soon as there are fewer under way. */
    void add(Supplier<? extends CompletionStage<?>> request) {
        free.acquireUninterruptibly();
        request.get().whenComplete((answer, failed) -> {
            if (failed != null) {
                failure = failed;
            }
            free.release();
        });
    }

    /** Waits until all are answered. */
    void await() {
        free.acquireUninterruptibly(width);
        free.release(width);
        if (failure != null) {
            throw new IllegalStateException("A request was refused", failure);
        }
    }
}
