package dev.liveshelf.cart;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A lane with a thread of our own, as in any servlet container. */
final class OwnLane extends Thread implements Lane {

    private final int number;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    OwnLane(int number) {
        super("liveshelf-lane-" + number);
        this.number = number;
        setDaemon(true);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (closed && tasks.remove(task)) {
            Lane.attempt(task);
        }
    }

    @Override
    public void close() {
        tasks.add(() -> closed = true);
    }

    @Override
    public void awaitClosed(long millis) throws InterruptedException {
        join(millis);
    }

    @Override
    public void run() {
        while (!closed) {
            attemptNext();
        }
        for (Runnable left = tasks.poll(); left != null; left = tasks.poll()) {
            Lane.attempt(left);
        }
    }

    /**
     * A method of its own: a lane that waits for its next task must not hold on to the last one. From that one, all who were
     * told hang together: 2.4 KB of live heap for each long poll.
     */
    private void attemptNext() {
        try {
            Lane.attempt(tasks.take());
        } catch (InterruptedException notOurs) {
            // A lane ends by close() alone: whoever waits on it would wait for ever.
        }
    }
}
