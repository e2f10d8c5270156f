package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of Redis, and what we make of it. */
class RedisFaultTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Session ANN = new Session("ann");

    @TempDir
    Path directory;

    private final List<Level> told = new CopyOnWriteArrayList<>();
    private RedisServer redis;
    private RedisStock stock;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(directory);
        stock = RedisStock.open(redis.uri(), RULES);
        stock.subscribe(told::add);
        join(stock.fill(Map.of("P", 10L)));
    }

    @AfterEach
    void close() {
        stock.close();
        redis.close();
    }

    @Test
    void whatWasAnsweredIsThereAfterRedisWasKilled() throws Exception {
        Line line = join(stock.hold(ANN, "P", 3));
        redis.kill();
        assertAway(stock.hold(ANN, "P", 4));
        redis.start();

        await().atMost(SOON).until(() -> isBack());

        Level level = join(stock.level("P"));
        assertThat(level.held()).isEqualTo(3);
        assertThat(level.version().n()).isEqualTo(line.level().version().n());
        assertThat(level.version().epoch())
                .as("It might have lost something: versions are others now")
                .isGreaterThan(line.level().version().epoch());
        assertThat(join(stock.cart(ANN))).extracting(Line::quantity).containsExactly(3);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aRedisThatSaysNothingIsAwayWithinTwoSecondsAndEverybodyElseAtOnce() throws Exception {
        stock.watch("P");
        redis.freeze();
        try {
            long start = System.nanoTime();
            assertAway(stock.hold(ANN, "P", 1));
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);
            start = System.nanoTime();
            for (int i = 0; i < 1_000; i++) {
                assertAway(stock.level("P"));
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1_000);
        } finally {
            redis.thaw();
        }
        await().atMost(SOON).until(() -> isBack());
        Line line = join(stock.hold(ANN, "P", 1));
        assertThat(line.quantity()).isEqualTo(1);
        assertThat(line.level().held()).isEqualTo(1);
    }

    @Test
    void whatOthersChangedWhileWeWereCutOffIsTold() throws Exception {
        stock.watch("P");
        Version before = join(stock.level("P")).version();
        redis.kill();
        redis.start();
        try (RedisStock other = RedisStock.open(redis.uri(), RULES)) {
            join(other.hold(ANN, "P", 2));
        }

        await().atMost(SOON).until(() -> told.stream().anyMatch(level -> level.held() == 2));
        assertThat(told.get(told.size() - 1).version().n()).isGreaterThan(before.n());
    }

    @Test
    void newsThatGotLostIsMadeGood() throws Exception {
        stock.watch("P");
        await().atMost(SOON)
                .until(() -> redis.say("PUBLISH", "liveshelf:{P}:news:0", "").equals(":1"));
        assertThat(redis.say("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(":1");
        try (RedisStock other = RedisStock.open(redis.uri(), RULES)) {
            join(other.hold(ANN, "P", 2));
        }

        await().atMost(SOON).until(() -> told.stream().anyMatch(level -> level.held() == 2));
        await().atMost(SOON)
                .until(() -> redis.say("PUBLISH", "liveshelf:{P}:news:0", "").equals(":1"));
        stock.unwatch("P");
        await().atMost(SOON)
                .until(() -> redis.say("PUBLISH", "liveshelf:{P}:news:0", "").equals(":0"));
    }

    @Test
    void afterAFlushVersionsAreOthers() {
        Version before = join(stock.level("P")).version();
        redis.say("FLUSHALL");
        assertThatThrownBy(() -> join(stock.level("P"))).hasCauseInstanceOf(Refusal.UnknownItem.class);

        Level level = join(stock.set(new Count("P", 5, null, null), null)).level();

        assertThat(level.version().n()).isEqualTo(before.n());
        assertThat(level.version()).isNotEqualTo(before);
    }

    @Test
    void scriptsThatRedisForgotAreGivenAgain() {
        redis.say("SCRIPT", "FLUSH");

        assertThat(join(stock.hold(ANN, "P", 1)).quantity()).isEqualTo(1);
    }

    @Test
    void keysOfOthersUnderOurNamesAreAClearRefusal() {
        redis.say("DEL", "liveshelf:{P}:holds");
        redis.say("SET", "liveshelf:{P}:holds", "a shopping list");

        assertThatThrownBy(() -> join(stock.hold(ANN, "P", 1)))
                .hasCauseInstanceOf(Refusal.Away.class)
                .hasMessageContaining("Something else than Liveshelf");
        assertThat(join(stock.level("P")).held()).isZero();
    }

    @Test
    void aClosedStockLeavesNoThread() throws Exception {
        stock.watch("P");
        join(stock.hold(ANN, "P", 1));
        assertThat(threads()).isNotEmpty();

        stock.close();

        assertThat(threads()).extracting(Thread::getName).allMatch(name -> name.startsWith("globalEventExecutor"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(threads())
                        .as("Netty's own, which no class loader hangs on, goes a second later")
                        .isEmpty());
    }

    @Test
    void theStartIsRefusedInWordsThatHaveNoPassword() throws Exception {
        try (RedisServer locked = RedisServer.start(directory.resolve("locked"), "--requirepass", "right")) {
            String address = locked.uri().substring("redis://".length());
            assertThatThrownBy(() -> RedisStock.open("redis://:wrongsecret@" + address, RULES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("does not accept the user or the password")
                    .hasMessageNotContaining("secret");
            assertThatThrownBy(() -> RedisStock.open("redis://" + address, RULES))
                    .hasMessageContaining("does not accept the user or the password");
            RedisStock.open("redis://:right@" + address, RULES).close();
        }
        assertThatThrownBy(() -> RedisStock.open("redis://:secret@127.0.0.1:1", RULES))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody answers there")
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> RedisStock.open("http://:secret@x", RULES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("liveshelf.redis")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aRedisThatThrowsThingsAwayIsRefused() throws Exception {
        try (RedisServer small = RedisServer.start(
                directory.resolve("small"), "--maxmemory", "50mb", "--maxmemory-policy", "allkeys-lru")) {
            assertThatThrownBy(() -> RedisStock.open(small.uri(), RULES))
                    .hasMessageContaining("set maxmemory-policy noeviction");
        }
    }

    private boolean isBack() {
        try {
            join(stock.check());
            return true;
        } catch (CompletionException away) {
            return false;
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName()
                        .matches("(?i).*(lettuce|netty|redis|reactor|global|boundedElastic|parallel).*"))
                .toList();
    }

    private static void assertAway(CompletionStage<?> stage) {
        assertThatThrownBy(() -> join(stage)).hasCauseInstanceOf(Refusal.Away.class);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
