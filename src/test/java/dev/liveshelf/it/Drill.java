package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * A fault while a shop is full of people: 300 watch, 50 shop at random. When the fault is over and a while has passed, they
 * leave, and what they were answered is held against what there is.
 */
final class Drill {

    private static final int SHOPPERS = 50;
    private static final int WATCHERS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Until every page shows the truth again. */
    private static final long RECOVERY_MILLIS = 5_000;

    /** Until somebody is answered, whatever happens; and what a busy machine of tests may add to it. */
    private static final long LONGEST_MILLIS = 2_000 + 500;

    /** What begins a fault, lets it last, and ends it. */
    interface Fault {
        void happen() throws Exception;
    }

    private final Warehouse shop;
    private final String name;
    private final Map<String, Integer> items = new TreeMap<>();
    private final Answers answers = new Answers();
    private final Tally tally;
    private volatile boolean over;

    /** @param mayLose whether this fault may make the shop forget what it has answered */
    Drill(Warehouse shop, String name, boolean mayLose) throws IOException {
        this.shop = shop;
        this.name = name;
        items.put(name + "-rare", 60);
        items.put(name + "-some", 300);
        items.put(name + "-many", 3_000);
        tally = new Tally(items, mayLose);
        shop.stock(items);
    }

    void run(Fault fault) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        List<FaultShopper> shoppers = IntStream.range(0, SHOPPERS)
                .mapToObj(i -> new FaultShopper(
                        name + i,
                        shop,
                        List.copyOf(items.keySet()),
                        tally,
                        answers,
                        new Random(seed + i),
                        () -> over || !tally.complaints().isEmpty()))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS + 1);
        try (Watchers watchers = new Watchers(shop, List.copyOf(items.keySet()), WATCHERS, new Random(seed))) {
            List<? extends Future<?>> shopping =
                    shoppers.stream().map(threads::submit).toList();
            await().atMost(PATIENCE).until(() -> watchers.areThere() && answers.count() > 1_000);
            Warehouse.Use before = shop.use();
            AtomicReference<Warehouse.Use> most = new AtomicReference<>(before);
            CompletableFuture<Void> measuring = CompletableFuture.runAsync(() -> measure(most), threads);

            long struck = System.nanoTime();
            fault.happen();
            long mended = System.nanoTime();
            int answered = answers.count();
            await().atMost(PATIENCE).until(() -> answers.count() > answered + 300);
            long served = millisSince(mended);
            over = true;
            for (Future<?> shopper : shopping) {
                shopper.get(60, TimeUnit.SECONDS);
            }
            awaitTruth(watchers);
            long recovered = millisSince(mended);
            measuring.get(5, TimeUnit.SECONDS);

            shoppers.forEach(FaultShopper::look);
            items.keySet().forEach(this::count);
            System.out.println(name + ": away for " + (mended - struck) / 1_000_000 + " ms; " + answers
                    + "; 300 answers more after " + served + " ms, every page true after " + recovered + " ms; "
                    + tally.lost() + " units lost; threads " + before.threads() + " to "
                    + most.get().threads()
                    + ", memory " + before.megabytes() + " to " + most.get().megabytes() + " MB: -Dseed=" + seed);
            assertThat(tally.complaints()).isEmpty();
            assertThat(watchers.complaints()).isEmpty();
            assertThat(shop.audit(0)).isEqualTo("{\"findings\":[]}");
            assertThat(recovered).as("until every page was true").isLessThan(RECOVERY_MILLIS);
            assertThat(answers.slowestMillis())
                    .as("the slowest answer about a cart")
                    .isLessThan(LONGEST_MILLIS);
            assertThat(most.get().threads()).as("threads").isLessThan(before.threads() + 20);
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    /** Lets some time pass. */
    static void lasts(Duration time) {
        await().atMost(time.plus(PATIENCE)).pollDelay(time).until(() -> true);
    }

    /** Lets it last until shoppers have been told so many times that Redis is away. */
    void lastsFor(int refusals) {
        int before = answers.away();
        await().atMost(PATIENCE).until(() -> answers.away() >= before + refusals);
    }

    private void awaitTruth(Watchers watchers) {
        for (String item : items.keySet()) {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
                JsonObject level = shop.level(0, item);
                String version = level.getString("version");
                assertThat(watchers.unaware(item, version))
                        .as("watchers who do not know %s", level)
                        .isZero();
                assertThat(watchers.told(item, version))
                        .isEqualTo(level.getString("inventorycount") + " left, " + level.getInt("held") + " held");
            });
        }
    }

    private void count(String item) {
        try {
            for (int node = 0; node < shop.size(); node++) {
                JsonObject level = shop.level(node, item);
                tally.counts(item, level.getInt("held"), level.getInt("sold"), level.getInt("onhand"));
            }
        } catch (IOException failure) {
            tally.complain(item + " cannot be counted: " + failure);
        }
    }

    private void measure(AtomicReference<Warehouse.Use> most) {
        while (!over) {
            most.accumulateAndGet(shop.use(), Warehouse.Use::most);
            lasts(Duration.ofMillis(100));
        }
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
