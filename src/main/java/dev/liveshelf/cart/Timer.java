package dev.liveshelf.cart;

import dev.liveshelf.stock.Threads;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time, and a thread that keeps it. Tests bring one that they move by hand. */
interface Timer {

    /** How long the task under way may take at the end. */
    long CLOSE_MILLIS = 5_000;

    /** Returns nanoseconds since some moment. */
    long now();

    /** Runs a short task once, after this many nanoseconds, on the timer's thread. */
    void after(long nanos, Runnable task);

    /** Runs a short task again and again, on the timer's thread. */
    void every(long nanos, Runnable task);

    /** Ends the thread; what has not run yet never will. Waits for the task under way. */
    void close();

    /** Starts a timer that follows the system's clock. */
    static Timer start() {
        Threads threads = Threads.named("liveshelf-timer");
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // closed: nobody waits any more
        return new Timer() {
            @Override
            public long now() {
                return System.nanoTime();
            }

            @Override
            @SuppressWarnings("FutureReturnValueIgnored") // tasks report their own faults
            public void after(long nanos, Runnable task) {
                executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            @SuppressWarnings("FutureReturnValueIgnored")
            public void every(long nanos, Runnable task) {
                executor.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                executor.shutdown();
                threads.join(CLOSE_MILLIS);
            }
        };
    }
}
