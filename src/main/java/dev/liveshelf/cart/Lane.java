package dev.liveshelf.cart;

import dev.liveshelf.stock.Event;
import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

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
        for (Runnable task = next(); task != null; task = next()) {
            attempt(task);
        }
    }

    /** Waits for a task; once closed, it takes what is left and then returns null. */
    private @Nullable Runnable next() {
        while (!closed) {
            try {
                return tasks.take();
            } catch (InterruptedException notOurs) {
                // A lane ends by close() alone: whoever waits on it would wait for ever.
            }
        }
        return tasks.poll();
    }

    private static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, Event.of("lane_task_failed"), fault);
        }
    }
}
