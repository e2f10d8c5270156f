package dev.liveshelf.launcher;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.jspecify.annotations.Nullable;

/**
 * The thread that reads some of the connections, for other work as well: it runs what it is given between two looks at who has
 * said something, one task after the other. Responses that are still to be ended it remembers until there was nobody to
 * be told between two looks, but not for ever.
 */
final class Reader implements Executor {

    /** Some 5 µs each: nobody else waits for long. */
    private static final int AT_A_TIME = 50;

    /** Looks after which they are ended though others are still told: the time for some 20,000 of those, 50 with each look. */
    private static final int PATIENCE = 400;

    private volatile @Nullable ManagedSelector selector;

    /** Who runs a task of ours, while it does. */
    private volatile @Nullable Thread busy;

    // Of the tasks:
    private final Queue<ViewerConnection> unended = new ArrayDeque<>();
    private boolean told;
    private boolean planned;
    private int postponed;

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
        unended.add(viewer);
        told = true;
        if (!planned) {
            planned = true;
            execute(this::endSome);
        }
    }

    private void endSome() {
        try {
            if (told && postponed < PATIENCE) {
                postponed++;
            } else {
                endNext();
            }
        } finally {
            told = false;
            planned = !unended.isEmpty();
            if (planned) {
                execute(this::endSome);
            }
        }
    }

    private void endNext() {
        for (int ended = 0; ended < AT_A_TIME && !unended.isEmpty(); ) {
            if (unended.remove().endAnswerLate()) {
                ended++;
            }
        }
        if (unended.isEmpty()) {
            postponed = 0;
        }
    }
}
