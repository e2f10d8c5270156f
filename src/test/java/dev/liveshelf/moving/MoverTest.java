package dev.liveshelf.moving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.Count;
import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.Refusal;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import dev.liveshelf.stock.embedded.EmbeddedStock;
import dev.liveshelf.stock.redis.RedisServer;
import dev.liveshelf.stock.redis.RedisStock;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop moves from a directory to Redis and back, at random. */
class MoverTest {

    private static final Instant NOW = Instant.parse("2026-11-22T21:00:00Z");
    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 50);

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void aShopIsTheSameAfterItHasMovedToRedisAndBack() throws Exception {
        byte[] left;
        try (MovableStock stock = embedded("old")) {
            trade(stock);
            left = pack(stock);
        }
        byte[] there;
        try (RedisServer redis = RedisServer.start(directory.resolve("redis"));
                MovableStock stock = RedisStock.open(redis.uri(), RULES)) {
            unpack(stock, left);
            there = pack(stock);
            assertThat(join(stock.audit())).as("seed " + seed).isEmpty();
        }
        try (MovableStock stock = embedded("new")) {
            Load load = unpack(stock, there);
            assertThat(load.items()).isEqualTo(40);
            assertThat(load.holds()).as("seed " + seed).isPositive();
            assertThat(pack(stock)).as("seed " + seed).isEqualTo(left).isEqualTo(there);
            assertThat(join(stock.audit())).as("seed " + seed).isEmpty();
            assertThat(join(stock.first())).isEqualTo("item39");
        }
        try (MovableStock stock = embedded("old")) {
            assertThat(pack(stock)).as("the old one, seed " + seed).isEqualTo(left);
        }
        try (MovableStock before = embedded("old");
                MovableStock after = embedded("new")) {
            assertThat(join(after.level("item1")).version().epoch())
                    .isNotEqualTo(join(before.level("item1")).version().epoch());
        }
    }

    /** Prints how long it took; more items by the property of that name. */
    @Test
    void aLargeShopMovesInParts() throws Exception {
        int items = Integer.getInteger("items", 7_000);
        Path file = directory.resolve("large.jsonl");
        long start = System.nanoTime();
        try (MovableStock stock = embedded("old")) {
            large(stock, items);
            start = lap("made", start);
            try (var out = Files.newOutputStream(file)) {
                assertThat(new Mover(stock).pack(out, NOW)).isEqualTo(new Load(items, 2L * items));
            }
            start = lap("packed, " + Files.size(file) + " bytes", start);
        }
        try (RedisServer redis = RedisServer.start(directory.resolve("redis"));
                MovableStock stock = RedisStock.open(redis.uri(), RULES)) {
            assertThat(new Mover(stock).unpack(file)).isEqualTo(new Load(items, 2L * items));
            start = lap("unpacked in Redis", start);
            Path back = directory.resolve("back.jsonl");
            try (var out = Files.newOutputStream(back)) {
                new Mover(stock).pack(out, NOW);
            }
            start = lap("packed from Redis", start);
            assertThat(back).hasSameBinaryContentAs(file);
        }
        try (MovableStock stock = embedded("new")) {
            new Mover(stock).unpack(file);
            lap("unpacked in a directory", start);
        }
    }

    private static long lap(String what, long since) {
        long now = System.nanoTime();
        System.out.println("moving: " + what + " in " + (now - since) / 1_000_000 + " ms");
        return now;
    }

    private static void large(MovableStock stock, int items) {
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            counts.add(new Count("item" + i, 100, 2L, "Item " + i));
        }
        join(stock.setAll(counts));
        List<CompletableFuture<?>> holds = new ArrayList<>();
        for (int i = 0; i < 2 * items; i++) {
            holds.add(stock.hold(new Session("shopper" + i / 4), "item" + i % items, 1)
                    .toCompletableFuture());
            if (holds.size() == 10_000) {
                CompletableFuture.allOf(holds.toArray(CompletableFuture<?>[]::new))
                        .join();
                holds.clear();
            }
        }
        CompletableFuture.allOf(holds.toArray(CompletableFuture<?>[]::new)).join();
    }

    private void trade(MovableStock stock) {
        join(stock.set(new Count("item39", 1, null, null), null));
        for (int i = 0; i < 40; i++) {
            String title = i % 3 == 0 ? null : "\"Täitle\" \\ 书 " + random.nextInt();
            join(stock.set(new Count("item" + i, random.nextInt(30), (long) random.nextInt(5), title), null));
        }
        for (int i = 0; i < 600; i++) {
            Session session = new Session("shopper" + random.nextInt(30));
            String item = "item" + random.nextInt(40);
            switch (random.nextInt(8)) {
                case 0 -> perhaps(stock.commit(session, "order" + i, false));
                case 1 -> perhaps(stock.release(session, item));
                case 2 -> perhaps(stock.extend(session, item));
                default -> perhaps(stock.hold(session, item, 1 + random.nextInt(10)));
            }
        }
        perhaps(stock.giveBack("order9", "item9", 1, "key"));
    }

    private static void perhaps(CompletionStage<?> stage) {
        try {
            join(stage);
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(Refusal.class);
        }
    }

    private MovableStock embedded(String name) {
        return EmbeddedStock.open(directory.resolve(name), RULES, Clock.systemUTC());
    }

    private static byte[] pack(MovableStock stock) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new Mover(stock).pack(file, NOW);
        return file.toByteArray();
    }

    private Load unpack(MovableStock stock, byte[] bytes) throws Exception {
        return new Mover(stock).unpack(Files.write(directory.resolve("shop.jsonl"), bytes));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
