package dev.liveshelf.stock;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Makes daemon threads, and waits for their end. An executor says that it has terminated from its last thread, which then
 * still has to end: a container that looks at that moment takes it for one that was left behind.
 */
public final class Threads implements ThreadFactory {

    private final Set<Thread> made = ConcurrentHashMap.newKeySet();
    private final ThreadFactory maker;

    private Threads(ThreadFactory maker) {
        this.maker = maker;
    }

    /** Makes threads with this name. */
    public static Threads named(String name) {
        return new Threads(task -> new Thread(task, name));
    }

    /** Has the threads made by another. */
    public static Threads by(ThreadFactory maker) {
        return new Threads(maker);
    }

    @Override
    public Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = maker.newThread(task);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /**
     * Waits until every thread that was made has ended, for so long at most; less, if the caller is interrupted. Tells
     * whether they have.
     */
    public boolean join(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (Thread thread : made) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
        } catch (InterruptedException stopWaiting) {
            Thread.currentThread().interrupt();
        }
        return made.stream().noneMatch(Thread::isAlive);
    }
}
