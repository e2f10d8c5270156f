package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.Item;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Search;
import dev.liveshelf.stock.Stock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching on one node of several. */
class TitlesTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ZERO, Duration.ofMinutes(60), Rules.LEDGER_LIMIT);

    @TempDir
    static Path directory;

    private static RedisServer redis;

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

    @Test
    void whatAnotherNodeHasRenamedIsFoundByItsOldTitleNoMore() {
        try (Stock here = RedisStock.open(redis.uri(), RULES);
                Stock there = RedisStock.open(redis.uri(), RULES)) {
            title(there, "Teapot");
            assertThat(found(here, "teapot")).containsExactly("P");

            title(there, "Kettle");

            assertThat(found(here, "teapot")).isEmpty();
            here.item("P").toCompletableFuture().join(); // whatever passes this node is noted
            assertThat(found(here, "kettle")).containsExactly("P");
        }
    }

    @Test
    void afterRedisHasLostAllNothingOldIsFound() {
        try (Stock stock = RedisStock.open(redis.uri(), RULES)) {
            title(stock, "Teapot");
            assertThat(found(stock, "teapot")).containsExactly("P");

            redis.say("FLUSHALL");

            assertThat(found(stock, "teapot")).isEmpty();
        }
    }

    @Test
    void moreThanIsReadOrLookedThroughAtOnceIsFoundToo() {
        try (Stock stock = RedisStock.open(redis.uri(), RULES)) {
            stock.setAll(IntStream.range(0, 12_345)
                            .mapToObj(i -> new Count(
                                    String.format("many-%05d", i),
                                    1,
                                    null,
                                    "Number " + i + (i % 3_000 == 2_999 ? " rare" : "")))
                            .toList())
                    .toCompletableFuture()
                    .join();

            assertThat(found(stock, "rare")).containsExactly("many-02999", "many-05999", "many-08999", "many-11999");
            assertThat(found(stock, "number 12344")).containsExactly("many-12344");
            assertThat(stock.find(Search.of("number"), "many-04990", 20)
                            .toCompletableFuture()
                            .join())
                    .extracting(Item::sku)
                    .hasSize(20)
                    .startsWith("many-04991")
                    .endsWith("many-05010");
        }
    }

    private static void title(Stock stock, String title) {
        stock.set(new Count("P", 5, null, title), null).toCompletableFuture().join();
    }

    private static List<String> found(Stock stock, String words) {
        return stock.find(Search.of(words), "", 100).toCompletableFuture().join().stream()
                .map(Item::sku)
                .toList();
    }
}
