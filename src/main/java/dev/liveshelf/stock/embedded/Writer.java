package dev.liveshelf.stock.embedded;

import dev.liveshelf.stock.Event;
import dev.liveshelf.stock.Refusal;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes all the steps that wait, applies them in order, makes them durable together, and
 * only then answers them: while one batch is on its way to the disk, the next one gathers.
 *
 * <pre>
 *   submit ---&gt; [queue] ---&gt; apply all ---&gt; commit, sync ---&gt; tell, answer all ---&gt; tidy up
 *                                | a fault    | a fault
 *                                v            v
 *                             undo all     STOPPED: nobody knows what is on disk. Every step is refused
 *                             and refuse   until that has been read again, which is tried now and then
 * </pre>
 */
final class Writer {

    private static final System.Logger LOG = System.getLogger(Writer.class.getName());

    /** More than any container has requests under way; past it the disk has stopped answering. */
    private static final int WAITING_LIMIT = 100_000;

    /** Bounds what one sync carries, and so how long the first of a batch waits for the last. */
    private static final int BATCH_LIMIT = 10_000;

    private static final String CLOSING = "The shop is closing";
    private static final String UNFORESEEN =
            "The store has stopped after a fault; see the log. If it does not go on in a moment, restart";
    private static final String UNDONE = "The store has met a fault and undone what was asked for; see the log";

    /** Whose steps these are. Called on the writer's thread. */
    interface Owner {

        /** Makes a batch of so many steps durable, or throws. */
        void commit(int steps);

        /** Shows a durable batch to readers and listeners. */
        void publish();

        /** Does what keeps the store in order and nobody waits for, after each batch, or throws. */
        void tidy();

        /** Undoes every step since the last commit, or throws. */
        void rollback();

        /** Gives up what is open, and reads what is on disk again, or throws. */
        void reopen();

        /** Returns for how many milliseconds nothing is to be done unless somebody asks. */
        long restMillis();

        /** Does what is due by itself. */
        void attend();

        /** Returns where they are kept. Any thread. */
        Path directory();
    }

    private final BlockingQueue<Step<?>> queue = new LinkedBlockingQueue<>();
    private final Owner owner;
    private final Thread thread;
    private final long retryMillis;

    /** Why steps are refused: for good, once the shop closes. */
    private final AtomicReference<@Nullable String> away = new AtomicReference<>();

    /** Touched by the writer's thread only. */
    private boolean stopped;

    /** Why it could not be reopened the last time. Touched by the writer's thread only. */
    private @Nullable String refusal;

    /** Nothing is done in it; the thread ends after the batch that has it. */
    private final Step<Void> last = new Step<>(() -> null, new CompletableFuture<>());

    /** @param retryMillis how long after a fault it tries to go on */
    Writer(Owner owner, long retryMillis) {
        this.owner = owner;
        this.retryMillis = retryMillis;
        this.thread = new Thread(this::run, "liveshelf-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** Queues a step. The stage completes on the writer's thread, after the step is durable. */
    <T> CompletionStage<T> submit(Supplier<T> work) {
        Step<T> step = new Step<>(work, new CompletableFuture<>());
        String reason = away.get();
        if (reason != null) {
            step.refuse(new Refusal.Away(reason));
            return step.answer;
        }
        if (queue.size() >= WAITING_LIMIT) {
            step.refuse(new Refusal.Away("The store is too slow for what is asked of it"));
            return step.answer;
        }
        queue.add(step);
        if (away.get() != null && queue.remove(step)) {
            step.refuse(new Refusal.Away(CLOSING)); // closed since we looked: nobody may be left to take it
        }
        return step.answer;
    }

    /** Returns why steps are refused, or null while they are not. */
    @Nullable
    String away() {
        return away.get();
    }

    /**
     * Finishes what is queued, refuses what comes later, and waits for the thread to end. By a last step, not by an
     * interrupt: that would close the file under a write.
     */
    void close() {
        away.set(CLOSING);
        queue.add(last);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        List<Step<?>> batch = new ArrayList<>();
        while (!batch.contains(last)) {
            batch.clear();
            try {
                long rest = stopped ? retryMillis : owner.restMillis();
                Step<?> step = queue.poll(rest, TimeUnit.MILLISECONDS);
                if (step == null && stopped) {
                    reopen();
                    continue;
                }
                batch.add(step != null ? step : attend());
            } catch (InterruptedException notOurs) {
                continue; // nobody has business interrupting this thread: close() ends it
            }
            queue.drainTo(batch, BATCH_LIMIT - 1);
            serve(batch);
        }
    }

    private Step<?> attend() {
        return new Step<>(
                () -> {
                    owner.attend();
                    return true;
                },
                new CompletableFuture<>());
    }

    private void serve(List<Step<?>> batch) {
        if (!apply(batch) || !commit(batch.size())) {
            String why = away.get();
            batch.forEach(step -> step.refuse(new Refusal.Away(why == null ? UNDONE : why)));
            return;
        }
        try {
            owner.publish();
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, Event.of("publish_failed"), fault); // the change stands, whatever a listener thinks
        }
        batch.forEach(Step::answer);
        try {
            owner.tidy();
        } catch (RuntimeException | Error fault) {
            stop(fault);
        }
    }

    private boolean apply(List<Step<?>> batch) {
        if (stopped) {
            return false;
        }
        try {
            batch.forEach(Step::apply);
            return true;
        } catch (RuntimeException | Error fault) {
            LOG.log(Level.ERROR, Event.of("step_failed"), fault);
        }
        try {
            owner.rollback();
        } catch (RuntimeException | Error fault) {
            stop(fault);
        }
        return false;
    }

    private boolean commit(int steps) {
        try {
            owner.commit(steps);
            return true;
        } catch (RuntimeException | Error fault) {
            stop(fault);
            return false;
        }
    }

    private void stop(Throwable fault) {
        stopped = true;
        refusal = null;
        String foreseen = Explain.stopped(fault);
        String why = foreseen == null ? UNFORESEEN : foreseen;
        away.compareAndSet(null, why);
        String event = Event.of("store_stopped", "directory", owner.directory(), "why", why);
        if (foreseen == null) {
            LOG.log(Level.ERROR, event, fault);
        } else {
            LOG.log(Level.ERROR, event); // where in the program it was would help nobody
        }
    }

    private void reopen() {
        String why = away.get();
        try {
            owner.reopen();
        } catch (RuntimeException | Error fault) {
            String words = String.valueOf(fault.getMessage());
            if (!words.equals(refusal)) {
                LOG.log(Level.WARNING, Event.of("store_stays_away", "why", words));
            }
            refusal = words;
            return;
        }
        stopped = false;
        if (why != null && !why.equals(CLOSING)) {
            away.compareAndSet(why, null);
        }
        LOG.log(Level.INFO, Event.of("store_reopened"));
    }

    /** One step and its answer. Touched by the writer's thread alone once it is queued. */
    private static final class Step<T> {
        private final Supplier<T> work;
        private final CompletableFuture<T> answer;
        private @Nullable T result;
        private @Nullable RuntimeException refusal;

        Step(Supplier<T> work, CompletableFuture<T> answer) {
            this.work = work;
            this.answer = answer;
        }

        void apply() {
            try {
                result = work.get();
            } catch (Refusal | IllegalArgumentException no) {
                refusal = no; // steps decide before they write: nothing to undo
            }
        }

        void answer() {
            if (refusal != null) {
                answer.completeExceptionally(refusal);
            } else {
                answer.complete(result);
            }
        }

        void refuse(Refusal why) {
            answer.completeExceptionally(why);
        }
    }
}
