package dev.liveshelf.cart;

import dev.liveshelf.stock.Event;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A dispatch thread and what it has to do. Viewers are spread over as many lanes as there are cores; each is only ever
 * called on its own, until it closes. Tasks must not block. One that fails is logged and forgotten: it never stops the lane.
 */
final class Lane extends Thread implements Executor {

    private static final System.Logger LOG = System.getLogger(Lane.class.getName());

    private final int number;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    Lane(int number) {
        super("liveshelf-lane-" + number);
        this.number = number;
        setDaemon(true);
    }

    int number() {
        return number;
    }

    /** Queues a task. After the lane has closed there is nobody to wait for: the caller runs it. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (closed && tasks.remove(task)) {
            attempt(task);
        }
    }

    /** Does what is queued, then ends. Returns at once. */
    void close() {
        tasks.add(() -> closed = true);
    }

    @Override
    public void run() {
        while (!closed) {
            attemptNext();
        }
        for (Runnable left = tasks.poll(); left != null; left = tasks.poll()) {
            attempt(left);
        }
    }

    /**
     * A method of its own: a lane that waits for its next task must not hold on to the last one. From that one, all who were
     * told hang together: 2.4 KB of live heap for each long poll.
     */
    private void attemptNext() {
        try {
            attempt(tasks.take());
        } catch (InterruptedException notOurs) {
            // A lane ends by close() alone: whoever waits on it would wait for ever.
        }
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, Event.of("lane_task_failed"), fault);
        }
    }
}
