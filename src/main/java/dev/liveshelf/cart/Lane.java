package dev.liveshelf.cart;

import dev.liveshelf.stock.Event;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/**
 * A dispatch thread and what it has to do. Viewers are spread over as many lanes as there are cores; each is only ever
 * called on its own, until it closes. Tasks must not block. One that fails is logged and forgotten: it never stops the lane.
 */
sealed interface Lane extends Executor permits OwnLane, LentLane {

    System.Logger LOG = System.getLogger(Lane.class.getName());

    /** Returns its place among all lanes, from 0. */
    int number();

    /** Queues a task. After the lane has closed there is nobody to wait for: the caller runs it. */
    @Override
    void execute(Runnable task);

    /** Does what is queued, then closes. Returns at once. */
    void close();

    /** Waits until it has closed, but no longer than that. */
    void awaitClosed(long millis) throws InterruptedException;

    /** Does a task, whatever becomes of it. */
    static void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, Event.of("lane_task_failed"), fault);
        }
    }
}
