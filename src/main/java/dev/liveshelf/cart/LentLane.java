package dev.liveshelf.cart;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A lane on a thread that the server lends us, and which has other things to do as well. */
final class LentLane implements Lane {

    private final int number;
    private final Executor thread;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param thread runs one task after the other */
    LentLane(int number, Executor thread) {
        this.number = number;
        this.thread = thread;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void execute(Runnable task) {
        if (closed.getCount() == 0) {
            Lane.attempt(task);
        } else {
            thread.execute(() -> Lane.attempt(task)); // goes on after we have closed: nothing is left behind
        }
    }

    @Override
    public void close() {
        thread.execute(closed::countDown);
    }

    @Override
    @SuppressWarnings("ReturnValueIgnored") // whoever waited for long enough goes on
    public void awaitClosed(long millis) throws InterruptedException {
        closed.await(millis, TimeUnit.MILLISECONDS);
    }
}
