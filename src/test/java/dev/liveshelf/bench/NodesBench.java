package dev.liveshelf.bench;

import dev.liveshelf.it.ShopProcess;
import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.redis.BareHold;
import dev.liveshelf.stock.redis.RedisServer;
import dev.liveshelf.stock.redis.RedisStock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Successful holds of one hot item per second when the stock is in Redis: over HTTP to one, two and three nodes, by the engine
 * alone, and by redis-benchmark that sends the bare script; in turns, everything on this machine. Each time it is a new item.
 */
final class NodesBench {

    private static final int CONNECTIONS = 64;
    private static final int NODES = 3;
    private static final int WARM_UP_SECONDS = 10;
    private static final int BARE_SCRIPTS = 80_000;
    private static final List<String> SYNCS = List.of("everysec", "always");

    /** Of one measurement; the last three are microseconds of processor time for each hold. */
    private record Sample(double perSecond, double ofBare, double redis, double nodes, double callers) {}

    private final int rounds;
    private final int seconds;
    private final Rules rules = FileSizeBench.rules();
    private final Map<String, List<Sample>> samples = new TreeMap<>();
    private final List<URI> nodes = new ArrayList<>();
    private final List<Long> pids = new ArrayList<>();
    private int items;

    NodesBench(int rounds, int seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    void run(Path home) throws IOException {
        // Nothing else is to be done meanwhile: the file is not made smaller.
        try (RedisServer redis = RedisServer.start(home.resolve("redis"), "--auto-aof-rewrite-percentage", "0");
                RedisStock engine = RedisStock.open(redis.uri(), rules)) {
            List<ShopProcess> shops = new ArrayList<>();
            try {
                for (int i = 0; i < NODES; i++) {
                    shops.add(ShopProcess.start(home.resolve("node" + i), "redis=" + redis.uri()));
                    nodes.add(shops.get(i).address());
                    pids.add(shops.get(i).pid());
                }
                load(nodes, newItem(engine), WARM_UP_SECONDS);
                alone(engine, newItem(engine), WARM_UP_SECONDS / 3);
                for (int round = 0; round < rounds; round++) {
                    for (String sync : SYNCS) {
                        redis.say("CONFIG", "SET", "appendfsync", sync);
                        measure(sync, redis, engine);
                    }
                }
            } finally {
                shops.forEach(ShopProcess::close);
            }
        }
        SYNCS.forEach(this::report);
    }

    private void measure(String sync, RedisServer redis, RedisStock engine) throws IOException {
        Cpu store = Cpu.of(List.of(redis.pid()));
        String item = newItem(engine);
        BareHold hold = BareHold.catchOne(redis, rules, item);
        store.start();
        double bare = hold.rate(CONNECTIONS, BARE_SCRIPTS);
        long held = engine.level(item).toCompletableFuture().join().held();
        if (held < 0.999 * BARE_SCRIPTS) { // its shoppers are drawn by lot, a few of them twice
            throw new IllegalStateException("Not every bare script has held a unit: " + held);
        }
        note(sync + 0, new Sample(bare, 1, store.microsEach(BARE_SCRIPTS), 0, 0));

        item = newItem(engine);
        Cpu ours = Cpu.ours();
        store.start();
        double rate = alone(engine, item, seconds);
        note(
                sync + 1,
                new Sample(rate, rate / bare, store.microsEach(rate * seconds), 0, ours.microsEach(rate * seconds)));

        for (int count = 1; count <= NODES; count++) {
            item = newItem(engine);
            Cpu shops = Cpu.of(pids.subList(0, count));
            store.start();
            ours.start();
            Outcome outcome = load(nodes.subList(0, count), item, seconds);
            double done = outcome.nanos().length;
            note(
                    sync + (1 + count),
                    new Sample(
                            outcome.perSecond(200),
                            outcome.perSecond(200) / bare,
                            store.microsEach(done),
                            shops.microsEach(done),
                            ours.microsEach(done)));
        }
    }

    private Outcome load(List<URI> some, String item, int time) throws IOException {
        Outcome outcome = Load.run(some, CONNECTIONS, Duration.ofSeconds(time), new NewShoppers(some.get(0), item));
        if (!outcome.isAll(200)) {
            throw new IllegalStateException("Only 200 was to be answered: " + outcome.answers());
        }
        return outcome;
    }

    /** The same without HTTP, in this program. */
    private static double alone(RedisStock engine, String item, int time) {
        Pipeline pipeline = new Pipeline(CONNECTIONS);
        long start = System.nanoTime();
        int holds = 0;
        for (; System.nanoTime() - start < time * 1_000_000_000L; holds++) {
            Session shopper = new Session(NewShoppers.next());
            pipeline.add(() -> engine.hold(shopper, item, 1));
        }
        pipeline.await();
        return holds / ((System.nanoTime() - start) / 1e9);
    }

    private String newItem(RedisStock engine) {
        String item = "HOT-" + items++;
        engine.set(new Count(item, 1_000_000_000, null, null), null)
                .toCompletableFuture()
                .join();
        return item;
    }

    private void note(String name, Sample sample) {
        samples.computeIfAbsent(name, first -> new ArrayList<>()).add(sample);
    }

    private void report(String sync) {
        Table table = new Table(
                "One hot item in Redis, appendfsync " + sync + ", medians of " + rounds + " rounds",
                "holds a second",
                "of the bare script",
                "CPU a hold, µs: Redis",
                "nodes",
                "callers");
        row(table, "the bare script by redis-benchmark, " + CONNECTIONS + " connections", sync + 0);
        row(table, "the engine alone, " + CONNECTIONS + " callers", sync + 1);
        for (int count = 1; count <= NODES; count++) {
            row(table, "over HTTP, nodes: " + count + ", connections: " + count * CONNECTIONS, sync + (1 + count));
        }
        table.note(Runtime.getRuntime().availableProcessors()
                + " processors, which callers, nodes and Redis share. The engine alone is in the callers' program.");
        table.print();
    }

    private void row(Table table, String name, String key) {
        table.row(
                name,
                List.of(
                        text(key, "%,.0f", Sample::perSecond),
                        text(key, "%.2f", Sample::ofBare),
                        text(key, "%.1f", Sample::redis),
                        text(key, "%.1f", Sample::nodes),
                        text(key, "%.1f", Sample::callers)));
    }

    private String text(String key, String format, ToDoubleFunction<Sample> figure) {
        double median = Table.median(samples.getOrDefault(key, List.of()).stream()
                .map(figure::applyAsDouble)
                .toList());
        return median == 0 ? "" : String.format(Locale.ROOT, format, median);
    }
}
