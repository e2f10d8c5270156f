package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shoppers at three nodes, any of which dies at any moment, and is followed by another. */
class DyingNodesTest {

    private static final Rules RULES = new Rules(5, 1_000, Duration.ofMillis(400), Duration.ofSeconds(2), 1_000);
    private static final Map<String, Long> ITEMS = Map.of("A", 100L, "B", 300L, "C", 1_000L);
    private static final int SHOPPERS = 12;
    private static final int STEPS = 250;

    @TempDir
    Path directory;

    private RedisServer redis;
    private final Node[] nodes = new Node[3];
    private final AtomicInteger deaths = new AtomicInteger();

    /** One that can be cut off, and opened anew. */
    private final class Node {
        private CutWire wire;
        private volatile RedisStock stock = open();

        private RedisStock open() {
            return RedisStock.open(redis.uri(), RULES, null, way -> wire = new CutWire(way));
        }

        synchronized void die(Random random) {
            wire.cutAfter(random.nextInt(60), random.nextBoolean());
            RedisStock dying = stock;
            IntStream.range(0, 60).forEach(i -> dying.level("A"));
            dying.close();
            stock = open();
            deaths.incrementAndGet();
        }
    }

    @Test
    void theBooksAreStraightInTheEnd() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        redis = RedisServer.start(directory, "--appendfsync", "no");
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new Node();
        }
        join(nodes[0].stock.fill(ITEMS));
        ExecutorService threads = Executors.newFixedThreadPool(SHOPPERS);
        try {
            List<Future<List<Order>>> shoppers = IntStream.range(0, SHOPPERS)
                    .mapToObj(i -> threads.submit(() -> shop(i, new Random(seed + i))))
                    .toList();
            List<Order> orders = new ArrayList<>();
            for (Future<List<Order>> shopper : shoppers) {
                orders.addAll(shopper.get());
            }
            System.out.println(deaths + " deaths of nodes, " + orders.size() + " orders: -Dseed=" + seed);
            assertStraight(orders);
            assertThat(deaths.get()).isPositive();
            assertThat(orders).isNotEmpty();
        } finally {
            threads.shutdownNow();
            for (Node node : nodes) {
                node.stock.close();
            }
            redis.close();
        }
    }

    /** Shops, and says an order again until it has an answer. Two shoppers share each cart. */
    private List<Order> shop(int shopper, Random random) {
        Session session = new Session("s" + shopper / 2);
        Map<String, Order> orders = new LinkedHashMap<>();
        for (int step = 0; step < STEPS; step++) {
            RedisStock stock = nodes[random.nextInt(nodes.length)].stock;
            String sku = List.of("A", "B", "C").get(random.nextInt(3));
            if (shopper == 0 && step % 20 == 0) {
                nodes[random.nextInt(nodes.length)].die(random);
            }
            switch (random.nextInt(6)) {
                case 0 -> answer(stock.release(session, sku));
                case 1 -> answer(stock.extend(session, sku));
                case 2 -> {
                    String id = shopper + "-" + step;
                    boolean partial = random.nextBoolean();
                    for (int i = 0; i < 100 && !pay(session, id, partial, random, orders); i++) {
                        Thread.onSpinWait();
                    }
                }
                default -> answer(stock.hold(session, sku, 1 + random.nextInt(5)));
            }
        }
        return List.copyOf(orders.values());
    }

    /** Returns whether there was an answer. */
    private boolean pay(Session session, String id, boolean partial, Random random, Map<String, Order> orders) {
        try {
            orders.put(id, join(nodes[random.nextInt(nodes.length)].stock.commit(session, id, partial)));
            return true;
        } catch (CompletionException no) {
            return !(no.getCause() instanceof Refusal.Away);
        }
    }

    private static void answer(CompletionStage<?> stage) {
        try {
            join(stage);
        } catch (CompletionException no) {
            assertThat(no).hasCauseInstanceOf(Refusal.class);
        }
    }

    private void assertStraight(List<Order> orders) {
        RedisStock stock = nodes[0].stock;
        join(stock.settler().sweep(0));
        Map<String, Long> sold = new HashMap<>();
        orders.forEach(order ->
                order.lines().forEach(line -> sold.merge(line.sku(), (long) line.quantity(), Long::sum)));
        for (String sku : ITEMS.keySet()) {
            long held = IntStream.range(0, SHOPPERS / 2)
                    .mapToObj(i -> join(stock.cart(new Session("s" + i))))
                    .flatMap(List::stream)
                    .filter(line -> line.level().sku().equals(sku))
                    .mapToLong(Line::quantity)
                    .sum();
            Level level = join(stock.level(sku));
            assertThat(level.sold()).as("sold of %s, and all orders", sku).isEqualTo(sold.getOrDefault(sku, 0L));
            assertThat(level.onHand() + level.sold()).as("%s", level).isEqualTo(ITEMS.get(sku));
            assertThat(level.held()).as("held, at the most: %s", level).isLessThanOrEqualTo(held);
        }
        assertThat(join(stock.audit())).isEmpty();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
