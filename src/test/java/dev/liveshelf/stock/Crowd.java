package dev.liveshelf.stock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Sixteen threads shop at random, two of them for each session. Afterwards the books must be straight. */
final class Crowd {

    private static final int THREADS = 16;
    private static final int SESSIONS = 8;
    private static final int STEPS = 200;
    private static final List<String> SKUS = List.of("P", "A");

    private Crowd() {}

    /** Lets them shop for P and A, and asserts that carts, levels and what is told agree. */
    static void assertBooksStraight(Stock stock, long seed) throws Exception {
        List<Level> told = Collections.synchronizedList(new ArrayList<>());
        stock.subscribe(told::add);
        ExecutorService shoppers = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(i -> shoppers.submit(
                            () -> shopAtRandom(stock, new Random(seed + i), new Session("s" + i % SESSIONS))))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            shoppers.shutdownNow();
        }
        for (String sku : SKUS) {
            assertThat(join(stock.level(sku)).held())
                    .as("seed %d, held of %s, and the sum of all carts", seed, sku)
                    .isEqualTo(inCarts(stock, sku));
        }
        assertThat(join(stock.audit())).as("seed %d, audit", seed).isEmpty();
        assertOnlyGrows(told, seed);
    }

    private static void shopAtRandom(Stock stock, Random random, Session session) {
        for (int step = 0; step < STEPS; step++) {
            String sku = SKUS.get(random.nextInt(SKUS.size()));
            try {
                join(
                        random.nextInt(3) > 0
                                ? stock.hold(session, sku, 1 + random.nextInt(5))
                                : stock.release(session, sku));
            } catch (CompletionException refused) {
                assertThat(refused).hasCauseInstanceOf(Refusal.NotEnough.class);
            }
        }
    }

    private static long inCarts(Stock stock, String sku) {
        return IntStream.range(0, SESSIONS)
                .mapToObj(i -> join(stock.cart(new Session("s" + i))))
                .flatMap(List::stream)
                .filter(line -> line.level().sku().equals(sku))
                .mapToLong(Line::quantity)
                .sum();
    }

    private static void assertOnlyGrows(List<Level> told, long seed) {
        Map<String, Long> last = new HashMap<>();
        for (Level level : told) { // 0 <= held <= on hand is asserted by Level itself
            assertThat(level.version().n())
                    .as("seed %d, versions told of %s", seed, level.sku())
                    .isGreaterThan(last.getOrDefault(level.sku(), 0L));
            last.put(level.sku(), level.version().n());
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
