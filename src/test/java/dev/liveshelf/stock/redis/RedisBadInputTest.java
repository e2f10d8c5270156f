package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis that does not do what it is asked, and what is said then: in words, in time, and nothing is half done. */
class RedisBadInputTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Session ANN = new Session("ann");
    private static final Session BOB = new Session("bob");

    @TempDir
    Path directory;

    private RedisServer redis;
    private RedisStock stock;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(directory.resolve("redis"), "--lua-time-limit", "50", "--key-load-delay", "300");
        stock = RedisStock.open(redis.uri(), RULES);
        join(stock.fill(Map.of("P", 10L)));
        assertThat(join(stock.hold(ANN, "P", 2)).quantity()).isEqualTo(2);
    }

    @AfterEach
    void close() {
        stock.close();
        redis.close();
    }

    @Test
    void oneThatBecomesAReplicaIsSaidAndUsedAgainWhenItIsAPrimary() throws Exception {
        try (RedisServer other = RedisServer.start(directory.resolve("other"), "--repl-diskless-sync-delay", "0")) {
            assertThat(other.say("REPLICAOF", "127.0.0.1", "" + redis.port())).isEqualTo("+OK");
            await().atMost(SOON).until(() -> other.ask("INFO", "replication").contains("master_link_status:up"));
            assertThatThrownBy(() -> RedisStock.open(other.uri(), RULES))
                    .hasMessageContaining("it is a replica, which cannot be written; name the primary");
            other.say("REPLICAOF", "NO", "ONE");

            redis.say("REPLICAOF", "127.0.0.1", "" + other.port());

            assertSaid("Redis is a replica, or is becoming one", stock.hold(BOB, "P", 1));
            awaitSaid("Redis cannot be used: it is a replica");
            redis.say("REPLICAOF", "NO", "ONE");
            awaitBack();
        }
        assertThat(join(stock.level("P")).held()).isEqualTo(2);
        assertThat(join(stock.hold(BOB, "P", 1)).level().held()).isEqualTo(3);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void oneThatIsStillLoadingIsSaidAndUsedWhenItHas() throws Exception {
        redis.say("EVAL", "for i = 1, 40000 do redis.call('SET', 'other:' .. i, i) end", "0"); // twelve seconds' load
        redis.kill();
        CompletableFuture<Void> loading = CompletableFuture.runAsync(this::start);

        awaitSaid("Redis cannot be used: it is still loading its data");
        assertThatThrownBy(() -> RedisStock.open(redis.uri(), RULES))
                .hasMessageContaining("it is still loading its data; try again when it has");
        redis.say("CONFIG", "SET", "key-load-delay", "0");
        loading.join();
        awaitBack();
        assertThat(join(stock.cart(ANN))).hasSize(1);
        assertThat(join(stock.audit())).isEmpty();
    }

    private void start() {
        try {
            redis.start();
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    @Test
    void aForeignKeyUnderAnyOfOurNamesIsSaidAndNothingIsHalfDone() {
        join(stock.hold(BOB, "P", 1));
        List<String> keys = new ArrayList<>(Places.item("P"));
        keys.addAll(Places.cart(ANN));
        keys.addAll(Places.DEALS);
        keys.addAll(Places.deal("o:order1"));
        for (String key : keys) {
            assertNothingIsHalfDone(key, () -> stock.commit(ANN, "order1", false));
        }
        for (String key : Places.item("P")) {
            assertNothingIsHalfDone(key, () -> stock.set(new Count("P", 20, null, null), null));
        }
        List<String> ofShoppers = Places.item("P").stream()
                .filter(key -> !key.matches(".*:(done|orders|void)"))
                .toList();
        for (String key : ofShoppers) {
            assertNothingIsHalfDone(key, () -> stock.hold(ANN, "P", 3));
            assertNothingIsHalfDone(key, () -> stock.release(ANN, "P"));
            assertNothingIsHalfDone(key, () -> stock.extend(ANN, "P"));
        }
        for (String key : Places.cart(ANN)) {
            assertNothingIsHalfDone(key, () -> stock.hold(ANN, "P", 3));
        }
        for (String key : Places.KEYS) {
            assertNothingIsHalfDone(key, () -> stock.adjust("P", 5, "found", "key1"));
        }
        for (String key : Places.SHELF.subList(0, 3)) {
            assertNothingIsHalfDone(key, () -> stock.setAll(List.of(new Count("Q", 1, null, null))));
        }

        Order order = join(stock.commit(ANN, "order1", false));
        assertThat(order.lines()).hasSize(1);
        assertThat(join(stock.adjust("P", 5, "found", "key1")).onHand()).isEqualTo(13);
        assertThat(join(stock.audit())).isEmpty();
    }

    private void assertNothingIsHalfDone(String key, java.util.function.Supplier<CompletionStage<?>> change) {
        Item before = join(stock.item("P"));
        redis.say("RENAME", key, key + ":aside");
        redis.say("SET", key, "a shopping list");
        if (key.equals(Places.cart(ANN).get(1))) {
            redis.say("DEL", key); // anything but a text is foreign there
            redis.say("SADD", key, "a shopping list");
        }
        assertThatThrownBy(() -> join(change.get()))
                .as(key)
                .hasCauseInstanceOf(Refusal.Away.class)
                .hasMessageContaining("Something else than Liveshelf");
        redis.say("DEL", key);
        redis.say("RENAME", key + ":aside", key);
        join(stock.settler().sweep(0)); // what a checkout had begun is abandoned by others, some seconds later
        assertThat(join(stock.item("P"))).as(key).isEqualTo(before);
        assertThat(join(stock.audit())).as(key).isEmpty();
    }

    @Test
    void aScriptOfOthersThatBlocksIsSaidUntilItIsKilled() throws Exception {
        CompletableFuture<String> blocking =
                CompletableFuture.supplyAsync(() -> redis.say("EVAL", "while true do end", "0"));
        await().atMost(SOON).until(() -> redis.say("PING").startsWith("-BUSY"));

        long start = System.nanoTime();
        assertSaid("Redis is busy with somebody's script; see SCRIPT KILL", stock.hold(BOB, "P", 1));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);

        assertThat(redis.say("SCRIPT", "KILL")).isEqualTo("+OK");
        assertThat(blocking.get(5, TimeUnit.SECONDS)).contains("Script killed by user");
        awaitBack();
        assertThat(join(stock.level("P")).held()).isEqualTo(2);
        assertThat(join(stock.hold(BOB, "P", 1)).level().held()).isEqualTo(3);
    }

    @Test
    void aScriptOfOursThatIsKilledHasChangedNothing() {
        Level before = join(stock.level("P"));
        redis.say(
                "EVAL",
                "for i = 1, 300000 do redis.call('HSET', KEYS[1], 'o:' .. i, 'n' .. i .. ' s someone') end",
                "1",
                Places.item("P").get(8));
        CompletableFuture<?> hold = stock.hold(BOB, "P", 1).toCompletableFuture();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> redis.say("SCRIPT", "KILL").equals("+OK"));

        assertThatThrownBy(hold::join).hasCauseInstanceOf(Refusal.Away.class);

        redis.say("DEL", Places.item("P").get(8));
        awaitBack();
        assertThat(join(stock.level("P"))).isEqualTo(before);
        assertThat(join(stock.hold(BOB, "P", 1)).level().held()).isEqualTo(3);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aFullRedisHoldsNothingMoreAndLetsUnitsGo() {
        for (int i = 0; i < 20; i++) {
            join(stock.set(new Count("Q", 1_000, null, null), null));
            join(stock.hold(new Session("shopper" + i), "Q", 1));
        }
        assertThat(redis.say("CONFIG", "SET", "maxmemory", "1000")).isEqualTo("+OK");
        assertSaid("Redis has no memory left; see its maxmemory", stock.hold(BOB, "P", 1));
        assertSaid("Redis has no memory left; see its maxmemory", stock.commit(ANN, "order1", false));
        assertThat(join(stock.level("P")).held()).isEqualTo(2);
        assertThat(join(stock.cart(ANN))).hasSize(1);

        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) { // together: what cannot be done must not be in the way of what can
            all.add(stock.hold(new Session("shopper" + i), "Q", 2).toCompletableFuture());
            all.add(stock.release(new Session("shopper" + i), "Q").toCompletableFuture());
        }
        all.forEach(one -> one.handle((done, full) -> done).join());
        for (int i = 0; i < 20; i++) {
            join(stock.release(new Session("shopper" + i), "Q"));
        }
        assertThat(join(stock.level("Q")).held()).isZero();

        redis.say("CONFIG", "SET", "maxmemory", "0");
        assertThat(join(stock.commit(ANN, "order1", false)).lines()).hasSize(1);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void oneThatCannotWriteItsDiskIsSaidAndUsedWhenItCan() throws Exception {
        Path snapshot = Files.createDirectories(directory.resolve("redis").resolve("dump.rdb"));
        Files.createFile(snapshot.resolve("in-the-way"));
        redis.say("CONFIG", "SET", "save", "3600 1000000");
        redis.say("BGSAVE");
        await().atMost(SOON).until(() -> redis.ask("INFO", "persistence").contains("rdb_last_bgsave_status:err"));

        assertSaid("Redis cannot write to its disk; see its log", stock.hold(BOB, "P", 1));
        assertThat(join(stock.level("P")).held()).isEqualTo(2);

        redis.say("CONFIG", "SET", "stop-writes-on-bgsave-error", "no");
        assertThat(join(stock.hold(BOB, "P", 1)).level().held()).isEqualTo(3);
    }

    @Test
    void viewersOfAFlushedShopSeeItWhenItIsFilledAgain() {
        try (RedisStock other = RedisStock.open(redis.uri(), RULES)) {
            List<Level> told = new CopyOnWriteArrayList<>();
            other.subscribe(told::add);
            other.watch("P");
            Level before = join(other.hold(BOB, "P", 1)).level();
            redis.say("FLUSHALL");

            join(stock.setAll(List.of(new Count("P", 10, null, null))));
            Level after = join(stock.hold(BOB, "P", 3)).level();

            await().atMost(SOON).until(() -> told.contains(after));
            assertThat(after.version().epoch()).isGreaterThan(before.version().epoch());
            assertThat(told.indexOf(after)).isGreaterThan(told.indexOf(before));
            assertThat(join(other.hold(ANN, "P", 1)).level().held()).isEqualTo(4);
            assertThat(join(other.audit())).isEmpty();
        }
    }

    private void awaitBack() {
        await().atMost(SOON).until(() -> {
            try {
                join(stock.check());
                return true;
            } catch (CompletionException away) {
                return false;
            }
        });
    }

    private void awaitSaid(String why) {
        await().atMost(SOON).until(() -> {
            try {
                join(stock.level("P"));
                return false;
            } catch (CompletionException away) {
                return away.getMessage().contains(why);
            }
        });
    }

    private static void assertSaid(String why, CompletionStage<?> stage) {
        assertThatThrownBy(() -> join(stage))
                .hasCauseInstanceOf(Refusal.Away.class)
                .hasMessageContaining(why);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
