package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.redis.RedisServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop is restored from a backup made while it runs, as the README says: its carts, orders and books, under new versions. */
class BackupIT {
    private static final String[] TOKEN = {"Authorization", "Bearer secret"};

    @TempDir
    private Path home;

    private Path backup;

    @BeforeEach
    void name() throws IOException {
        backup = Files.createDirectory(home.resolve("backup"));
    }

    @Test
    void fromTheFileOfADirectory() throws IOException {
        String version;
        try (ShopProcess shop = ShopProcess.start(home.resolve("old"), "items=P=10", "token=secret")) {
            Visitor visitor = new Visitor(shop.address());
            trade(visitor);
            Files.copy(backUp(visitor), backup.resolve("stock.mv"));
            version = tradeOn(visitor);
        }
        Path data = Files.createDirectories(home.resolve("new/data"));
        Files.copy(backup.resolve("stock.mv"), data.resolve("stock.mv"));

        try (ShopProcess shop = ShopProcess.start(home.resolve("new"), "token=secret")) {
            assertThat(shop.log()).anyMatch(line -> line.contains("event=witness_missing"));
            assertRestored(new Visitor(shop.address()), version);
        }
    }

    /** Else a page that has seen later versions would take these for older ones, and not show them. */
    @Test
    void butNotBesideTheWitnessOfAnother() throws IOException {
        Path data = home.resolve("data");
        try (ShopProcess shop = ShopProcess.start(home, "items=P=10", "token=secret")) {
            Visitor visitor = new Visitor(shop.address());
            trade(visitor);
            Files.copy(backUp(visitor), backup.resolve("stock.mv"));
            shop.stop();
        }
        Files.copy(backup.resolve("stock.mv"), data.resolve("stock.mv"), StandardCopyOption.REPLACE_EXISTING);

        ShopProcess.assertRefuses(home, "The data in " + data + " is damaged, cut off or exchanged");
    }

    @Test
    void fromTheDumpOfARedis() throws IOException {
        String version;
        try (RedisServer redis = RedisServer.start(home.resolve("redis"));
                ShopProcess shop =
                        ShopProcess.start(home.resolve("old"), "items=P=10", "token=secret", "redis=" + redis.uri())) {
            trade(new Visitor(shop.address()));
            assertThat(new Visitor(shop.address())
                            .postJson("shop/backup", "", TOKEN)
                            .body())
                    .contains("The stock is in Redis");
            redis.say("BGSAVE");
            await().until(() -> redis.ask("INFO", "persistence").contains("rdb_changes_since_last_save:0"));
            await().until(() -> redis.ask("INFO", "persistence").contains("rdb_bgsave_in_progress:0"));
            Files.copy(home.resolve("redis/dump.rdb"), backup.resolve("dump.rdb"));
            version = tradeOn(new Visitor(shop.address()));
        }
        try (RedisServer redis = RedisServer.start(backup, "--appendonly", "no")) {
            assertThat(redis.say("CONFIG", "SET", "appendonly", "yes")).isEqualTo("+OK");
            try (ShopProcess shop = ShopProcess.start(home.resolve("new"), "token=secret", "redis=" + redis.uri())) {
                assertRestored(new Visitor(shop.address()), version);
            }
        }
    }

    /** Ann has two in her cart, Bob has bought three. */
    private static void trade(Visitor visitor) throws IOException {
        done(visitor.post("cart", "action=add&session=ann&item=P&quantity=2"));
        done(visitor.post("cart", "action=add&session=bob&item=P&quantity=3"));
        done(visitor.postJson("shop/checkout", "{\"session\":\"bob\",\"order\":\"A-1\"}", TOKEN));
    }

    private static Path backUp(Visitor visitor) throws IOException {
        return Path.of(
                Visitor.json(done(visitor.postJson("shop/backup", "", TOKEN))).getString("file"));
    }

    /** What the backup knows nothing of. Returns the version it led to. */
    private static String tradeOn(Visitor visitor) throws IOException {
        done(visitor.post("cart", "action=add&session=carl&item=P&quantity=4"));
        return visitor.version("P");
    }

    private static void assertRestored(Visitor visitor, String later) throws IOException {
        assertThat(Visitor.json(done(visitor.get("shop/audit", TOKEN))).getJsonArray("findings"))
                .isEmpty();
        assertThat(visitor.get("cart?session=ann").body()).contains("\"incart\":2");
        assertThat(visitor.get("cart?session=carl").body()).doesNotContain("incart");
        assertThat(visitor.level("P").getString("inventorycount")).isEqualTo("5");
        assertThat(epoch(visitor.version("P"))).isNotEqualTo(epoch(later));
        HttpResponse<String> back = visitor.postJson(
                "shop/orders/A-1/return",
                "{\"item\":\"P\",\"quantity\":3}",
                "Authorization",
                "Bearer secret",
                "Idempotency-Key",
                "back");
        done(back);
        assertThat(visitor.level("P").getString("inventorycount")).isEqualTo("8");
    }

    private static String epoch(String version) {
        return version.substring(0, version.indexOf('.'));
    }

    private static HttpResponse<String> done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }
}
