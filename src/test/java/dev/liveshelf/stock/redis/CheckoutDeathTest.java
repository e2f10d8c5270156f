package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Order;
import dev.liveshelf.stock.Order.Sold;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node dies at every moment of a checkout there is, and nothing is ever half sold. */
class CheckoutDeathTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Session ANN = new Session("ann");

    /** More scripts than a checkout of two items runs. */
    private static final int SCRIPTS = 16;

    @TempDir
    static Path directory;

    private static RedisServer redis;
    private CutWire wire;
    private RedisStock dying;
    private RedisStock other;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = RedisServer.start(directory, "--appendfsync", "no");
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @BeforeEach
    void openTwoNodes() {
        redis.say("FLUSHALL");
        dying = open();
        other = RedisStock.open(redis.uri(), RULES, null, way -> way);
        join(other.fill(Map.of("P", 1_000L, "Q", 1_000L)));
    }

    @AfterEach
    void close() {
        dying.close();
        other.close();
    }

    @Test
    void theSameOrderAgainAtAnotherNodeSellsTheCartOnce() {
        everyDeath((order, before) -> {
            Order sold = join(other.commit(ANN, order, false));

            assertThat(sold.lines()).containsExactlyInAnyOrder(new Sold("P", 2, 0), new Sold("Q", 1, 0));
            assertSold(before + 1);
        });
    }

    @Test
    void whoeverAsksSeesTheWholeCartSoldOrNothingOfIt() {
        everyDeath((order, before) -> {
            boolean sold = join(other.level("P")).sold() > 2L * before;

            assertThat(join(other.level("Q")).sold()).isEqualTo(before + (sold ? 1 : 0));
            assertThat(join(other.cart(ANN))).hasSize(sold ? 0 : 2);
            join(other.commit(ANN, order, false));
            assertSold(before + 1);
        });
    }

    @Test
    void theOtherNodesSweeperEndsItIfNobodyAsks() {
        everyDeath((order, before) -> {
            join(other.settler().sweep(0));

            List<Line> cart = join(other.cart(ANN));
            assertSold(before + (cart.isEmpty() ? 1 : 0));
            assertThat(cart).hasSize(cart.isEmpty() ? 0 : 2);
            assertThat(redis.say("ZCARD", "liveshelf:{deals}:pending")).isEqualTo(":0");
            assertThat(redis.say("EXISTS", "liveshelf:{P}:pins", "liveshelf:{Q}:pins"))
                    .as("pins are met by whoever looked at the cart")
                    .isEqualTo(":0");
            join(other.commit(ANN, order, false));
            assertSold(before + 1);
        });
    }

    private interface Aftermath {
        void look(String order, int before);
    }

    private void everyDeath(Aftermath aftermath) {
        int orders = 0;
        for (int scripts = 0; scripts < SCRIPTS; scripts++) {
            for (boolean losesAnswer : new boolean[] {false, true}) {
                join(dying.hold(ANN, "P", 2));
                join(dying.hold(ANN, "Q", 1));
                wire.cutAfter(scripts, losesAnswer);
                boolean answered = isAnswered(dying.commit(ANN, "order" + orders, false));
                assertThat(answered && scripts == 0).isFalse();
                dying.close();

                aftermath.look("order" + orders, orders);

                assertThat(join(other.audit())).isEmpty();
                orders++;
                dying = open();
            }
        }
        join(dying.hold(ANN, "P", 2));
        wire.cutAfter(SCRIPTS, false);
        assertThat(isAnswered(dying.commit(ANN, "last", false)))
                .as("A checkout has fewer scripts")
                .isTrue();
    }

    private static boolean isAnswered(CompletionStage<?> stage) {
        try {
            join(stage);
            return true;
        } catch (CompletionException cut) {
            assertThat(cut).hasCauseInstanceOf(Refusal.Away.class);
            return false;
        }
    }

    private void assertSold(int carts) {
        Level p = join(other.level("P"));
        Level q = join(other.level("Q"));
        assertThat(List.of(p.sold(), q.sold())).isEqualTo(List.of(2L * carts, 1L * carts));
        assertThat(List.of(p.onHand(), q.onHand())).isEqualTo(List.of(1_000L - 2L * carts, 1_000L - carts));
    }

    private RedisStock open() {
        return RedisStock.open(redis.uri(), RULES, null, way -> wire = new CutWire(way));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
