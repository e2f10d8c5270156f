package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A large shelf in Redis. */
class ManyItemsTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final int ITEMS = 20_000;

    @TempDir
    Path directory;

    private RedisServer redis;
    private CutWire wire;
    private RedisStock stock;

    @BeforeEach
    void open() throws Exception {
        redis = RedisServer.start(directory, "--appendfsync", "no");
        stock = RedisStock.open(redis.uri(), RULES, null, way -> wire = new CutWire(way));
    }

    @AfterEach
    void close() {
        stock.close();
        redis.close();
    }

    @Test
    void aTableOfThousandsIsSetAtOnceOrNotAtAll() {
        long start = System.nanoTime();
        join(stock.setAll(counts(5)));
        System.out.println(ITEMS + " items set in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        join(stock.hold(new Session("ann"), "item19999", 5));

        assertThatThrownBy(() -> join(stock.setAll(counts(4)))).hasCauseInstanceOf(Refusal.BelowHeld.class);

        assertThat(join(stock.items("", ITEMS)))
                .hasSize(ITEMS)
                .extracting(Item::level)
                .allMatch(level -> level.onHand() == 5);
        assertThat(join(stock.audit())).isEmpty();
    }

    @Test
    void aTableWhoseNodeDiesIsSetByAnotherOrNotAtAll() {
        List<Count> three = counts(7).subList(0, 3);
        for (int scripts = 0; scripts < 14; scripts++) {
            for (boolean losesAnswer : new boolean[] {false, true}) {
                int before = scripts;
                join(stock.setAll(three.stream()
                        .map(count -> new Count(count.sku(), before, null, null))
                        .toList()));
                wire.cutAfter(scripts, losesAnswer);
                stock.setAll(three)
                        .exceptionally(away -> null)
                        .toCompletableFuture()
                        .join();
                stock.close();
                stock = RedisStock.open(redis.uri(), RULES, null, way -> wire = new CutWire(way));

                List<Long> seen = join(stock.items("", 9)).stream()
                        .map(item -> item.level().onHand())
                        .toList();
                assertThat(seen).isIn(List.of((long) before, (long) before, (long) before), List.of(7L, 7L, 7L));
                join(stock.settler().sweep(0));
                assertThat(redis.say("ZCARD", "liveshelf:{deals}:pending")).isEqualTo(":0");
                assertThat(join(stock.audit())).isEmpty();
            }
        }
    }

    @Test
    void theOldestOrdersAreForgottenEverywhere() {
        join(stock.setAll(counts(9).subList(0, 2)));
        for (int order = 0; order < 12; order++) {
            Session session = new Session("s" + order);
            join(stock.hold(session, "item" + order % 2, 1));
            if (order < 10) {
                join(stock.commit(session, "order" + order, false));
            }
        }

        join(stock.settler().forgetOrders(4));

        assertThat(redis.say("ZCARD", "liveshelf:{deals}:made")).isEqualTo(":4");
        assertThat(redis.say("HLEN", "liveshelf:{item0}:orders")).isEqualTo(":2");
        assertThat(redis.say("EXISTS", "liveshelf:{deal:o:order0}")).isEqualTo(":0");
        assertThatThrownBy(() -> join(stock.giveBack("order5", "item1", 1, "k1")))
                .hasCauseInstanceOf(Refusal.UnknownOrder.class);
        join(stock.giveBack("order6", "item0", 1, "k2"));
    }

    private static List<Count> counts(int units) {
        return IntStream.range(0, ITEMS)
                .mapToObj(i -> new Count("item" + i, units, null, null))
                .toList();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
