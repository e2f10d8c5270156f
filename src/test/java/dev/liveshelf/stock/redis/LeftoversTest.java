package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.HandClock;
import dev.liveshelf.stock.Line;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shoppers leave behind goes, and not all at once. */
class LeftoversTest {

    private static final int MANY = 1_300;
    private static final Session ANN = new Session("ann");

    @TempDir
    Path directory;

    private final HandClock clock = new HandClock();
    private RedisServer redis;

    @BeforeEach
    void start() throws Exception {
        redis = RedisServer.start(directory);
    }

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void manyHoldsThatAreOverdueEndBeforeAnythingElseIsDone() {
        Rules rules = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100_000);
        try (RedisStock stock = RedisStock.open(redis.uri(), rules, clock, way -> way)) {
            join(stock.fill(Map.of("P", (long) MANY)));
            List<CompletableFuture<Line>> holds = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                holds.add(stock.hold(new Session("shopper" + i), "P", 1).toCompletableFuture());
            }
            holds.forEach(CompletableFuture::join);
            clock.move(Duration.ofMinutes(16));

            assertThatThrownBy(() -> join(stock.extend(new Session("shopper" + (MANY - 1)), "P")))
                    .hasCauseInstanceOf(Refusal.NotHeld.class);

            assertThat(join(stock.level("P")).held()).isZero();
            assertThat(join(stock.ledger("P", 0, 10 * MANY))).hasSize(1 + 2 * MANY);
            assertThat(join(stock.audit())).isEmpty();
        }
    }

    @Test
    void whatIsNotHeldAnyMoreIsTakenOutOfACartThatNobodyReads() {
        Rules rules = new Rules(10, 1_000, Duration.ZERO, Duration.ofMinutes(60), 100);
        List<Wire> wires = new ArrayList<>();
        try (RedisStock stock = RedisStock.open(redis.uri(), rules, clock, way -> {
            wires.add(way);
            return way;
        })) {
            join(stock.fill(Map.of("P", 10L, "Q", 10L)));
            join(stock.hold(ANN, "P", 1));
            join(stock.hold(ANN, "Q", 1));
            join(stock.release(ANN, "P"));
            List<CompletableFuture<Void>> minutes = new ArrayList<>();
            Carts carts = carts(wires.get(0), rules, millis -> {
                CompletableFuture<Void> minute = new CompletableFuture<>();
                minutes.add(minute);
                return minute;
            });
            carts.tidyLater(ANN);
            carts.tidyLater(ANN);
            assertThat(minutes).as("once for all").hasSize(1);

            minutes.get(0).complete(null);
            assertThat(noted()).as("something may be on its way").isEqualTo(":2");
            clock.move(Duration.ofSeconds(61));
            carts.tidyLater(ANN);
            minutes.get(1).complete(null);

            await().until(() -> noted().equals(":1"));
            assertThat(join(stock.cart(ANN)))
                    .extracting(line -> line.level().sku())
                    .containsExactly("Q");
        }
    }

    private String noted() {
        return redis.say("ZCARD", Places.cart(ANN).get(0));
    }

    private Carts carts(Wire wire, Rules rules, Pause pause) {
        Desk desk = new Desk(wire, clock);
        Deals deals = new Deals(desk, pause);
        Items items = new Items(desk, rules, deals, new Teller(level -> {}), new Channels("0"), () -> "");
        return new Carts(desk, rules, items, deals, new Settler(deals, items), pause);
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
