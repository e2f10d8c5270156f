package dev.liveshelf.cart;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Time, and a thread that keeps it. Tests bring one that they move by hand. */
interface Timer {

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
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "liveshelf-timer");
            thread.setDaemon(true);
            return thread;
        });
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
                try {
                    executor.awaitTermination(5, TimeUnit.SECONDS);
                } catch (InterruptedException stopWaiting) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
