package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Threads;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStore.TxCounter;

/** The one thread that reads what is long, so that the writer need not wait for it. It is there only while it is needed. */
final class Reader implements Executor, AutoCloseable {

    /** A thread that has nothing left to do ends in much less. */
    private static final long END_MILLIS = 1_000;

    private volatile boolean closing;

    private final Threads threads = Threads.named("liveshelf-reader");
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(0, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);

    /** A version of a store that stays readable until it is closed, and what belongs to that. */
    static final class Snapshot implements AutoCloseable {
        private final Opened opened;
        private final MVStore store;
        private final TxCounter use;

        private Snapshot(Opened opened) {
            this.opened = opened;
            store = opened.cellar().store();
            use = store.registerVersionUsage();
        }

        Books books() {
            return opened.books();
        }

        Cellar cellar() {
            return opened.cellar();
        }

        /** Returns the version: with all that belongs to the batch in which it was taken. */
        long version() {
            return use.version;
        }

        @Override
        public void close() {
            store.deregisterVersionUsage(use);
        }
    }

    /** Keeps the version that the batch under way leads to. Only the writer's thread comes here. */
    static Snapshot hold(Opened opened) {
        return new Snapshot(opened);
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(work);
    }

    /** Tells whether what is long should be given up. */
    boolean isClosing() {
        return closing;
    }

    /** Waits for what is under way; not by an interrupt, which would close the file. */
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        boolean interrupted = false;
        while (!thread.isTerminated()) {
            try {
                thread.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        threads.join(END_MILLIS);
    }
}
