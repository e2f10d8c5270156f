package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ThreadsTest {

    private static final long LONG = 20_000;

    private final Threads threads = Threads.named("worker");
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void keepNoProgramAlive() {
        Thread thread = threads.newThread(() -> {});

        assertThat(thread.getName()).isEqualTo("worker");
        assertThat(thread.isDaemon()).isTrue();
    }

    @Test
    void areWaitedForUntilTheyHaveEnded() {
        Thread thread = threads.newThread(mayEnd::countDown);
        thread.start();

        assertThat(threads.join(LONG)).isTrue();
        assertThat(thread.isAlive()).isFalse();
        assertThat(mayEnd.getCount()).isZero();
    }

    @Test
    void areNotWaitedForForEver() {
        Threads others = Threads.by(task -> new Thread(task, "another"));
        others.newThread(this::await).start();

        assertThat(others.join(1)).isFalse();

        mayEnd.countDown();
        assertThat(others.join(LONG)).isTrue();
    }

    @Test
    void areWaitedForNoLongerByWhoIsInterrupted() {
        threads.newThread(this::await).start();
        Thread.currentThread().interrupt();

        assertThat(threads.join(LONG)).isFalse();

        assertThat(Thread.interrupted()).as("the caller still knows").isTrue();
        mayEnd.countDown();
    }

    private void await() {
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
