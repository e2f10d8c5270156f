package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a part of a Cluster, and what we make of it. */
class ClusterFaultTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100_000);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static RedisCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = RedisCluster.start(directory);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void flush() {
        cluster.flush();
    }

    @Test
    void whatOneReplicaDoesNotConfirmStopsNobodyElse() throws Exception {
        try (RedisStock stock = RedisStock.open(cluster.uri(), RULES, 1)) {
            join(stock.fill(Map.of("P", 10L)));
            RedisServer primary = cluster.primaryOf(key("P"));
            RedisServer replica = cluster.replicaOf(primary);
            Session here = sessionOn(primary);
            assertThat(join(stock.hold(here, "P", 1)).quantity()).isEqualTo(1);
            replica.freeze();
            try {
                long start = System.nanoTime();
                assertAway(stock.hold(here, "P", 2));
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isLessThan(2_000);
                String elsewhere = itemNotOn(primary);
                try (RedisStock hasty = RedisStock.open(cluster.uri(), RULES)) {
                    join(hasty.fill(Map.of()));
                    join(hasty.set(new Count(elsewhere, 5, null, null), null));
                }
                assertThat(join(stock.hold(sessionNotOn(primary), elsewhere, 1)).quantity())
                        .isEqualTo(1);
            } finally {
                replica.thaw();
            }
            await().atMost(SOON).until(() -> isHeld(stock, here, 2));
            assertThat(join(stock.level("P")).held()).isEqualTo(2);
            assertThat(join(stock.audit())).isEmpty();
        }
    }

    @Test
    void aSlotMovesWhileShoppersReachForWhatIsInIt() {
        try (RedisStock stock = RedisStock.open(cluster.uri(), RULES)) {
            join(stock.fill(Map.of("P", 1_000_000L)));
            RedisServer from = cluster.primaryOf(key("P"));
            RedisServer to = cluster.primaries().stream()
                    .filter(server -> server != from)
                    .findAny()
                    .orElseThrow();
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger answered = new AtomicInteger();
            List<String> refused = new CopyOnWriteArrayList<>();
            List<CompletableFuture<Void>> shoppers = IntStream.range(0, 8)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> {
                        for (int n = 0; !over.get(); n++) {
                            try {
                                join(stock.hold(new Session("shopper" + i + "-" + n), "P", 1));
                                answered.incrementAndGet();
                            } catch (CompletionException away) {
                                refused.add(away.getMessage());
                            }
                        }
                    }))
                    .toList();
            await().until(() -> answered.get() > 100);

            cluster.move(key("P"), from, to, () -> {});

            int before = answered.get();
            await().atMost(SOON).until(() -> answered.get() > before + 100);
            over.set(true);
            shoppers.forEach(CompletableFuture::join);
            System.out.println("A slot moved: " + answered + " holds were answered, refused " + refused.size());
            assertThat(has(to, key("P"))).isTrue();
            assertThat(refused).isEmpty();
            assertThat(join(stock.level("P")).held()).isEqualTo(answered.get());
            assertThat(join(stock.audit())).isEmpty();
            cluster.move(key("P"), to, from, () -> {});
            assertThat(join(stock.level("P")).held()).isEqualTo(answered.get());
        }
    }

    @Test
    void aMoveThatTakesLongIsSaidInTime() {
        try (RedisStock stock = RedisStock.open(cluster.uri(), RULES)) {
            join(stock.fill(Map.of("P", 10L)));
            join(stock.hold(new Session("ann"), "P", 1));
            RedisServer from = cluster.primaryOf(key("P"));
            RedisServer to = cluster.primaries().stream()
                    .filter(server -> server != from)
                    .findAny()
                    .orElseThrow();
            List<String> said = new CopyOnWriteArrayList<>();
            cluster.move(key("P"), from, to, () -> {
                if (said.isEmpty()) {
                    long start = System.nanoTime();
                    assertThatThrownBy(() -> join(stock.hold(new Session("bob"), "P", 1)))
                            .hasCauseInstanceOf(Refusal.Away.class)
                            .satisfies(failure -> said.add(failure.getMessage()));
                    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                            .isLessThan(2_000);
                }
            });
            assertThat(said).singleElement().asString().contains("moving this to another node");
            assertThat(join(stock.hold(new Session("bob"), "P", 1)).level().held())
                    .isEqualTo(2);
            cluster.move(key("P"), to, from, () -> {});
        }
    }

    @Test
    void whatOnePartOfAClusterHasLostComesBackUnderOtherVersions() {
        try (RedisStock stock = RedisStock.open(cluster.uri(), RULES)) {
            join(stock.fill(Map.of("P", 10L)));
            List<Level> told = new CopyOnWriteArrayList<>();
            stock.subscribe(told::add);
            stock.watch("P");
            Level before = join(stock.hold(new Session("ann"), "P", 1)).level();
            RedisServer lost = cluster.primaryOf(key("P"));
            assertThat(has(lost, Places.SHELF.get(0)))
                    .as("The epoch is elsewhere, and stays")
                    .isFalse();

            lost.say("FLUSHALL");
            assertThatThrownBy(() -> join(stock.level("P"))).hasCauseInstanceOf(Refusal.UnknownItem.class);
            join(stock.setAll(List.of(new Count("P", 10, null, null))));
            Level after = join(stock.hold(new Session("bob"), "P", 1)).level();

            assertThat(after.version().n()).isEqualTo(before.version().n());
            assertThat(after.version()).isNotEqualTo(before.version());
            await().atMost(SOON).until(() -> told.contains(after));
            assertThat(join(stock.audit())).isEmpty();
        }
    }

    private static String key(String sku) {
        return Places.item(sku).get(0);
    }

    private static Session sessionOn(RedisServer primary) {
        return sessions(primary, true);
    }

    private static Session sessionNotOn(RedisServer primary) {
        return sessions(primary, false);
    }

    private static Session sessions(RedisServer primary, boolean there) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> new Session("session" + i))
                .filter(session -> has(primary, Places.cart(session).get(0)) == there)
                .findFirst()
                .orElseThrow();
    }

    private static String itemNotOn(RedisServer primary) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "item" + i)
                .filter(sku -> !has(primary, key(sku)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean has(RedisServer primary, String key) {
        return !primary.say("EXISTS", key).startsWith("-MOVED");
    }

    private static boolean isHeld(RedisStock stock, Session session, int quantity) {
        try {
            return join(stock.hold(session, "P", quantity)).quantity() == quantity;
        } catch (CompletionException away) {
            assertThat(away).hasCauseInstanceOf(Refusal.Away.class);
            return false;
        }
    }

    private static void assertAway(CompletionStage<?> stage) {
        assertThatThrownBy(() -> join(stage)).hasCauseInstanceOf(Refusal.Away.class);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
