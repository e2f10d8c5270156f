package dev.liveshelf.launcher;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads some of the connections, for other work as well: it runs what it is given between two looks at who has
 * said something, one task after the other. Those whose responses are still to be ended it remembers, until it has told all
 * whom it has been given to tell.
 */
final class Reader implements Executor {

    /** Some 5 µs each: nobody else waits for long. */
    private static final int AT_A_TIME = 50;

    private volatile @Nullable ManagedSelector selector;

    /** Who runs a task of ours, while it does. */
    private volatile @Nullable Thread busy;

    // Of the tasks:
    private final Queue<ViewerConnection> told = new ArrayDeque<>();
    private boolean more;
    private boolean planned;

    void reads(ManagedSelector connections) {
        selector = connections;
    }

    boolean isOf(ManagedSelector connections) {
        return selector == connections;
    }

    @Override
    public void execute(Runnable task) {
        ManagedSelector connections = selector;
        if (connections == null || !connections.isRunning()) {
            task.run(); // the door is not open yet, or not any more: nobody waits
        } else {
            connections.submit(nio -> run(task));
        }
    }

    private void run(Runnable task) {
        busy = Thread.currentThread();
        try {
            task.run();
        } finally {
            busy = null;
        }
    }

    /** Tells whether the calling thread is in a task of ours: nobody reads meanwhile. */
    boolean isHere() {
        return busy == Thread.currentThread();
    }

    /** Has a response ended soon; sooner, if the caller says something. From within a task. */
    void endLater(ViewerConnection viewer) {
        told.add(viewer);
        more = true;
        if (!planned) {
            planned = true;
            execute(this::endSome);
        }
    }

    private void endSome() {
        try {
            for (int i = 0; !more && i < AT_A_TIME && !told.isEmpty(); i++) {
                told.remove().endAnswer();
            }
        } finally {
            more = false;
            planned = !told.isEmpty();
            if (planned) {
                execute(this::endSome);
            }
        }
    }
}
