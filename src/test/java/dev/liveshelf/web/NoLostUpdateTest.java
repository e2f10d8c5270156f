package dev.liveshelf.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.RunningShop;
import dev.liveshelf.cart.ShoppingCart;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of viewers, random changes, connections that break: everyone ends at the last version. */
class NoLostUpdateTest {

    private static final int VIEWERS = 300;
    private static final int CHANGES = 150;

    @TempDir
    Path data;

    @Test
    void whoPollsWithSinceEndsAtTheLastVersionAndSeesNoneTwice() throws Exception {
        assertThat(lost(/* withSince= */ true, Duration.ofSeconds(30))).isZero();
    }

    /** The negative control: the tutorial's way, the same test. By chance all may be back in time, but not again and again. */
    @Test
    void whoPollsWithoutSinceMissesChanges() throws Exception {
        long lost = 0;
        for (int round = 0; round < 5 && lost == 0; round++) {
            lost = lost(/* withSince= */ false, Duration.ofSeconds(2));
        }
        assertThat(lost).isPositive();
    }

    /** Returns how many viewers have not heard of the last change when the patience is over. */
    private long lost(boolean withSince, Duration patience) throws Exception {
        long seed = new Random().nextLong();
        System.Logger log = System.getLogger(NoLostUpdateTest.class.getName());
        log.log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        AtomicLong answers = new AtomicLong();
        try (RunningShop shop = new RunningShop(data, "wait", "60s", "viewers.limit", "100000")) {
            ShoppingCart cart = shop.cart();
            Version start = version(cart);
            List<PollingViewer> viewers = IntStream.range(0, VIEWERS)
                    .mapToObj(i -> new PollingViewer(shop, new Random(seed + i), start, withSince, answers))
                    .toList();
            List<Thread> threads = viewers.stream().map(Thread::new).toList();
            threads.forEach(Thread::start);
            await().until(() -> cart.viewers() > VIEWERS / 2);

            change(cart, new Random(seed), answers);
            Version last = version(cart);
            long lost = lostAfter(patience, viewers, last);

            viewers.forEach(PollingViewer::stop);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(viewers)
                    .extracting(PollingViewer::failure)
                    .as("seed %d", seed)
                    .containsOnlyNulls();
            return lost;
        }
    }

    /** Puts in and takes out at random; each time some viewers, or none, have come back from the change before. */
    private static void change(ShoppingCart cart, Random random, AtomicLong answers) {
        Session session = new Session("shopper");
        for (int i = 0; i < CHANGES; i++) {
            long enough = answers.get() + random.nextInt(VIEWERS / 3);
            cart.moveItemToCart(session, "P", 1 + i % 2).toCompletableFuture().join();
            if (random.nextBoolean() && i < CHANGES - 2) {
                long asked = System.nanoTime(); // too many may have missed this one, and wait for the next
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> answers.get() >= enough || System.nanoTime() - asked > 2_000_000_000L);
            }
        }
    }

    private static long lostAfter(Duration patience, List<PollingViewer> viewers, Version last) {
        long deadline = System.nanoTime() + patience.toNanos();
        long lost = viewers.size();
        while (lost > 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            lost = viewers.stream()
                    .filter(viewer -> !viewer.known().equals(last))
                    .count();
        }
        return lost;
    }

    private static Version version(ShoppingCart cart) {
        return cart.getLevel("P").toCompletableFuture().join().version();
    }
}
