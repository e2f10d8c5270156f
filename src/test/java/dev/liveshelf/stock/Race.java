package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Sixty-four shoppers reach for ten units at the same moment. */
final class Race {

    static final int SHOPPERS = 64;
    static final int UNITS = 10;

    private Race() {}

    /** Runs the race on an untouched item P and asserts that as many win as there are units. */
    static void assertTenWinners(Stock stock) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService shoppers = Executors.newFixedThreadPool(SHOPPERS);
        try {
            List<Future<Boolean>> results = IntStream.range(0, SHOPPERS)
                    .mapToObj(i -> shoppers.submit(() -> {
                        start.await();
                        return wins(stock, new Session("shopper-" + i));
                    }))
                    .toList();
            start.countDown();
            int winners = 0;
            for (Future<Boolean> result : results) {
                winners += result.get() ? 1 : 0;
            }
            assertThat(winners).as("winners").isEqualTo(UNITS);
        } finally {
            shoppers.shutdownNow();
        }
    }

    private static boolean wins(Stock stock, Session session) {
        try {
            return stock.hold(session, "P", 1).toCompletableFuture().join().quantity() == 1;
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(Refusal.NotEnough.class);
            return false;
        }
    }
}
