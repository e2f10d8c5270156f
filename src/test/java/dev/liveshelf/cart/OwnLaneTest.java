package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OwnLaneTest {

    private final Lanes lanes = new Lanes(2);
    private final OwnLane lane = (OwnLane) lanes.next();

    @AfterEach
    void close() {
        lanes.close();
    }

    @Test
    void lanesTakeTurns() {
        assertThat(lane.number()).isZero();
        assertThat(lanes.next().number()).isEqualTo(1);
        assertThat(lanes.next()).isSameAs(lane);
    }

    @Test
    void doesItsWorkInOrderOnAThreadThatKeepsNoProgramAlive() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            lane.execute(() -> done.add(number));
        }

        assertThat(worker()).isSameAs(lane);
        assertThat(done).containsExactly(0, 1, 2);
        assertThat(lane.isDaemon()).isTrue();
    }

    @Test
    void whileItWaitsItHoldsOnToNothing() {
        WeakReference<Runnable> task = doOne();

        Awaitility.await().until(() -> {
            System.gc();
            return task.get() == null;
        });
    }

    private WeakReference<Runnable> doOne() {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        Runnable task = () -> done.complete(null);
        lane.execute(task);
        done.join();
        return new WeakReference<>(task);
    }

    @Test
    void aTaskThatFailsDoesNotStopIt() {
        lane.execute(() -> {
            throw new IllegalStateException("I fail; this line in the log is expected");
        });

        assertThat(worker()).isSameAs(lane);
    }

    @Test
    void anInterruptDoesNotStopIt() {
        lane.interrupt();

        assertThat(worker()).isSameAs(lane);
    }

    @Test
    void closingWaitsForWhatItWasGivenBefore() throws Exception {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        List<String> done = new ArrayList<>();
        lane.execute(() -> await(mayGoOn));
        lane.execute(() -> done.add("given before"));
        Thread closing = new Thread(lanes::close);
        closing.start();
        lanes.all().get(1).awaitClosed(30_000); // it has been told, so the first has been
        mayGoOn.countDown();
        closing.join();

        assertThat(done).containsExactly("given before");
        assertThat(lane.isAlive()).isFalse();
    }

    @Test
    void whoComesAfterItHasClosedDoesTheWorkAlone() {
        lanes.close();

        assertThat(worker()).isSameAs(Thread.currentThread());
    }

    @Test
    void whoIsInterruptedWaitsNoLongerForItsEnd() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        lane.execute(() -> await(mayGoOn));
        Thread.currentThread().interrupt();

        lanes.close();

        assertThat(Thread.interrupted()).as("the caller still knows").isTrue();
        assertThat(lane.isAlive()).isTrue();
        mayGoOn.countDown();
    }

    /** Returns the thread that does what the lane is given. */
    private Thread worker() {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        lane.execute(() -> worker.complete(Thread.currentThread()));
        return worker.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
