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
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * A fault while a shop is full of people: 300 watch, 50 shop at random. When the fault is over and a while has passed, they
 * leave, and what they were answered is held against what there is.
 */
final class Drill {

    private static final int SHOPPERS = 50;
    private static final int WATCHERS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Until shoppers are served again; and until every page shows the truth when the last of them has changed it. */
    private static final long RECOVERY_MILLIS = 5_000;

    /** Until somebody is answered, whatever happens, and some time for the way. */
    private static final long LONGEST_MILLIS = 2_000 + 500;

    /** How often a busy machine may make a request wait: here, at the node, in Redis, and on the way back. */
    private static final int WAYS = 5;

    /** What begins a fault, lets it last, and ends it. */
    interface Fault {
        void happen() throws Exception;
    }

    private final Warehouse shop;
    private final String name;
    private final Map<String, Integer> items = new TreeMap<>();
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Answers answers = new Answers();
    private final Tally tally;
    private volatile boolean over;

    /** For how long this machine did not let us do anything, at the most. */
    private volatile long stalledMillis;

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
        List<FaultShopper> shoppers = shoppers();
        ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS + 1);
        try (Watchers watchers = new Watchers(shop, names(), WATCHERS, new Random(seed))) {
            List<? extends Future<?>> shopping =
                    shoppers.stream().map(threads::submit).toList();
            awaitAnswers(1_000);
            await().atMost(PATIENCE).until(watchers::areThere);
            Warehouse.Use before = shop.use();
            CompletableFuture<Warehouse.Use> most = CompletableFuture.supplyAsync(this::mostUse, threads);

            answers.forgetSlowest(); // a node that has just been started takes its time
            long struck = System.nanoTime();
            fault.happen();
            long mended = System.nanoTime();
            awaitAnswers(150);
            long served = millisSince(mended);
            over = true;
            for (Future<?> shopper : shopping) {
                shopper.get(60, TimeUnit.SECONDS);
            }
            long changed = System.nanoTime();
            awaitTruth(watchers);
            long untrue = millisSince(changed);
            long recovered = millisSince(mended);

            shoppers.forEach(FaultShopper::look);
            names().forEach(this::count);
            System.out.println(name + ": away for " + (mended - struck) / 1_000_000 + " ms; " + answers
                    + "; 150 answers more after " + served + " ms, every page true after " + recovered + " ms; "
                    + tally.lost() + " units lost; " + before + " to " + most.get(5, TimeUnit.SECONDS)
                    + "; the machine stalled for " + stalledMillis + " ms: -Dseed="
                    + seed);
            assertThat(tally.complaints()).as(shop::log).isEmpty();
            assertThat(watchers.complaints()).as(shop::log).isEmpty();
            assertThat(shop.audit(0)).isEqualTo("{\"findings\":[]}");
            assertThat(served).as("until 150 were answered").isLessThan(RECOVERY_MILLIS + WAYS * stalledMillis);
            assertThat(untrue).as("until every page was true").isLessThan(RECOVERY_MILLIS + WAYS * stalledMillis);
            assertThat(answers.slowestMillis())
                    .as("the slowest answer")
                    .isLessThan(LONGEST_MILLIS + WAYS * stalledMillis);
            assertThat(most.get().threads()).isLessThan(before.threads() + 20);
            assertThat(most.get().megabytes()).isLessThan(before.megabytes() + 64);
        } finally {
            over = true;
            threads.shutdownNow();
        }
    }

    private List<FaultShopper> shoppers() {
        return IntStream.range(0, SHOPPERS)
                .mapToObj(i -> new FaultShopper(
                        name + i, shop, names(), tally, answers, new Random(seed + i), () -> over || hasComplaints()))
                .toList();
    }

    private List<String> names() {
        return List.copyOf(items.keySet());
    }

    private boolean hasComplaints() {
        return !tally.complaints().isEmpty();
    }

    /** Waits until so many more shoppers have been served, or one complains. */
    private void awaitAnswers(int more) {
        int before = answers.count();
        await().atMost(PATIENCE).until(() -> answers.count() > before + more || hasComplaints());
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
        for (String item : names()) {
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

    private Warehouse.Use mostUse() {
        Warehouse.Use most = shop.use();
        while (!over) {
            long start = System.nanoTime();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            stalledMillis = Math.max(stalledMillis, millisSince(start) - 50);
            most = most.most(shop.use());
        }
        return most;
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
