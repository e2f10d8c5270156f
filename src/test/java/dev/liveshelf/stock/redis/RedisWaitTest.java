package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Movement;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer waits for a replica: {@code liveshelf.redis.wait=1}. */
class RedisWaitTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100_000);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Session ANN = new Session("ann");
    private static final Session BOB = new Session("bob");

    @TempDir
    Path directory;

    private RedisServer primary;
    private RedisServer replica;
    private RedisStock stock;

    @BeforeEach
    void open() throws Exception {
        primary = RedisServer.start(directory.resolve("primary"), "--repl-diskless-sync-delay", "0");
        replica = RedisServer.start(directory.resolve("replica"), "--replicaof", "127.0.0.1", "" + primary.port());
        await().atMost(SOON).until(this::isInStep);
        stock = RedisStock.open(primary.uri(), RULES, 1);
        join(stock.fill(Map.of("P", 1_000_000L, "Q", 10L)));
    }

    @AfterEach
    void close() throws Exception {
        stock.close();
        replica.thaw();
        replica.close();
        primary.close();
    }

    @Test
    void whatWasAnsweredIsOnTheReplicaThatTakesOver() {
        Set<Session> answered = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> shoppers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            shoppers.add(shop("shopper" + i + "-", 0, answered));
        }
        await().atMost(SOON).until(() -> answered.size() > 2_000);
        primary.kill();
        shoppers.forEach(shopper -> assertThatThrownBy(shopper::join).hasCauseInstanceOf(Refusal.Away.class));
        assertThat(replica.say("REPLICAOF", "NO", "ONE")).isEqualTo("+OK");

        try (RedisStock next = RedisStock.open(replica.uri(), RULES)) {
            List<Session> lost = answered.stream()
                    .filter(session -> join(next.cart(session)).size() != 1)
                    .toList();

            System.out.println("The primary was killed after " + answered.size() + " answered holds; the replica lacks "
                    + lost.size());
            assertThat(lost).isEmpty();
            assertThat(join(next.audit())).isEmpty();
        }
    }

    /** One hold after the other, each of another session, until there is no answer. */
    private CompletableFuture<Void> shop(String name, int from, Set<Session> answered) {
        Session session = new Session(name + from);
        return stock.hold(session, "P", 1).toCompletableFuture().thenComposeAsync(line -> {
            answered.add(session);
            return shop(name, from + 1, answered);
        });
    }

    @Test
    void withoutWaitingAnAnswerMayBeLost() throws Exception {
        awaitAnswer(() -> stock.hold(BOB, "Q", 1));
        replica.kill();
        try (RedisStock hasty = RedisStock.open(primary.uri(), RULES)) {
            assertThat(join(hasty.hold(ANN, "P", 1)).quantity()).isEqualTo(1);
            assertAway(stock.hold(BOB, "P", 1), "may have been done");
        }
        primary.kill();
        replica.start();
        replica.say("REPLICAOF", "NO", "ONE");

        try (RedisStock next = RedisStock.open(replica.uri(), RULES)) {
            assertThat(join(next.level("P")).held())
                    .as("Ann had an answer, Bob had none")
                    .isZero();
        }
    }

    @Test
    void aChangeThatNobodyConfirmsIsAwayInTimeAndARetryHasOneEffect() throws Exception {
        replica.freeze();
        long start = System.nanoTime();
        assertAway(stock.hold(ANN, "P", 3), "may have been done");
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2_000);

        start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            assertAway(stock.hold(BOB, "P", 1), "so nothing is");
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(1_000);
        assertThat(join(stock.level("P")).held()).as("One may still look").isLessThanOrEqualTo(3);
        replica.thaw();

        Line line = awaitHold(stock, ANN, 3);

        assertThat(line.level().held()).isEqualTo(3);
        assertThat(join(stock.ledger("P", 0, 100)))
                .extracting(Movement::verb)
                .containsExactly(Movement.Verb.SET, Movement.Verb.HOLD);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aRetryThatChangesNothingWaitsForWhatWasChangedBefore() throws Exception {
        try (RedisStock hasty = RedisStock.open(primary.uri(), RULES);
                RedisStock other = RedisStock.open(primary.uri(), RULES, 1)) {
            replica.freeze();
            join(hasty.hold(ANN, "P", 3));
            long before = join(hasty.level("P")).version().n();

            assertAway(other.hold(ANN, "P", 3), "may have been done");
            replica.thaw();

            assertThat(awaitHold(other, ANN, 3).level().version().n()).isEqualTo(before);
        }
    }

    @Test
    void aCheckoutThatNobodyConfirmsIsMadeOnceByItsRetry() throws Exception {
        awaitHold(stock, ANN, 3);
        awaitAnswer(() -> stock.hold(ANN, "Q", 2));
        replica.freeze();
        assertAway(stock.commit(ANN, "order1", false), "may have been done");
        assertThat(join(stock.level("Q")).onHand()).isIn(8L, 10L);
        replica.thaw();

        Order order = awaitAnswer(() -> stock.commit(ANN, "order1", false));

        assertThat(order.lines()).hasSize(2);
        assertThat(join(stock.level("P")).sold()).isEqualTo(3);
        assertThat(join(stock.level("Q")).sold()).isEqualTo(2);
        assertThat(join(stock.adjust("Q", 5, "found", "key1")).onHand()).isEqualTo(13);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aShopOpensWithoutReplicasAndChangesNothingUntilTheyAreThere() throws Exception {
        replica.kill();
        await().atMost(SOON).until(() -> primary.ask("INFO", "replication").contains("connected_slaves:0"));
        try (RedisStock lonely = RedisStock.open(primary.uri(), RULES, 1)) {
            join(lonely.fill(Map.of()));
            assertThat(join(lonely.level("Q")).onHand()).isEqualTo(10);
            assertAway(lonely.hold(ANN, "P", 1), "may have been done");
            replica.start();

            assertThat(awaitHold(lonely, ANN, 1).level().held()).isEqualTo(1);
        }
    }

    @Test
    void whoConfirmsMayBeCutOffAndIsFoundAgain() {
        assertThat(primary.say("CLIENT", "KILL", "TYPE", "normal")).startsWith(":");

        Level level = awaitHold(stock, ANN, 1).level();

        assertThat(level.held()).isEqualTo(1);
    }

    /** The link first: with it begins the rewrite of the file, and before that ends the replica has nothing on disk. */
    private boolean isInStep() {
        if (!replica.ask("INFO", "replication").contains("master_link_status:up")) {
            return false;
        }
        String written = replica.ask("INFO", "persistence");
        return written.contains("aof_rewrite_in_progress:0") && written.contains("aof_rewrite_scheduled:0");
    }

    private static Line awaitHold(RedisStock stock, Session session, int quantity) {
        return awaitAnswer(() -> stock.hold(session, "P", quantity));
    }

    private static <T> T awaitAnswer(java.util.function.Supplier<CompletionStage<T>> question) {
        List<T> answer = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            try {
                return answer.add(join(question.get()));
            } catch (CompletionException away) {
                assertThat(away).hasCauseInstanceOf(Refusal.Away.class);
                return false;
            }
        });
        return answer.get(0);
    }

    private static void assertAway(CompletionStage<?> stage, String why) {
        assertThatThrownBy(() -> join(stage))
                .hasCauseInstanceOf(Refusal.Away.class)
                .hasMessageContaining(why);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
