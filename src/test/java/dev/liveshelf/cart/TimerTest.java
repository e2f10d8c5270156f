package dev.liveshelf.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The timer that follows the system's clock. */
@Timeout(30)
class TimerTest {

    private final Timer timer = Timer.start();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void runsATaskOnceItsTimeHasComeNotBefore() {
        long nanos = TimeUnit.MILLISECONDS.toNanos(20);
        long begin = timer.now();
        CompletableFuture<Long> end = new CompletableFuture<>();

        timer.after(nanos, () -> end.complete(timer.now()));

        assertThat(end.join() - begin).isGreaterThanOrEqualTo(nanos);
    }

    @Test
    void runsATaskAgainAndAgain() throws Exception {
        CountDownLatch turns = new CountDownLatch(3);

        timer.every(1_000, turns::countDown);

        assertThat(turns.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closingEndsItsThreadThoughTasksAreLeft() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        timer.after(0, () -> thread.complete(Thread.currentThread()));
        timer.after(TimeUnit.HOURS.toNanos(1), () -> {});
        timer.every(TimeUnit.HOURS.toNanos(1), () -> {});
        assertThat(thread.join().getName()).isEqualTo("liveshelf-timer");

        timer.close();

        assertThat(thread.join().isAlive()).isFalse();
    }

    @Test
    void whatComesAfterItHasClosedIsForgotten() {
        timer.close();

        assertThatCode(() -> timer.after(0, () -> {})).doesNotThrowAnyException();
    }
}
