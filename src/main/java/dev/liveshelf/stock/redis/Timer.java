package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread that keeps time for the engine. Its tasks must not block, but at the start and at the end. */
final class Timer implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Timer.class.getName());
    private static final long CLOSE_MILLIS = 2_500;

    private final Threads threads = Threads.named("liveshelf-redis");
    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);

    Timer() {
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // closed: nobody waits any more
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tasks report their own faults
    void after(long millis, Runnable task) {
        executor.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Returns what is completed after so long, on this thread; never, if it is closed before. */
    CompletableFuture<Void> pause(long millis) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        after(millis, () -> over.complete(null));
        return over;
    }

    boolean isClosed() {
        return executor.isShutdown();
    }

    /** Ends the thread; what has not begun never will. Waits for that. */
    @Override
    public void close() {
        executor.shutdownNow();
        if (!threads.join(CLOSE_MILLIS)) {
            LOG.log(System.Logger.Level.WARNING, Event.of("redis_close_failed", "reason", "the timer does not end"));
        }
    }
}
