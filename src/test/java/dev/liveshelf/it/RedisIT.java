package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.liveshelf.stock.redis.RedisServer;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed file, several times, on one Redis. */
class RedisIT {

    private static final int KILLS = 3;
    private static final int UNITS = 50;

    @TempDir
    private Path home;

    private RedisServer redis;

    @BeforeEach
    void startRedis() throws IOException {
        redis = RedisServer.start(home.resolve("redis"), "--requirepass", "secret");
    }

    @AfterEach
    void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void whatANodeAnsweredBeforeItWasKilledIsSoAtTheOther() throws IOException {
        Random random = new Random(Long.getLong("seed", System.nanoTime()));
        Trade trade = new Trade();
        try (ShopProcess stays = open("stays")) {
            Visitor visitor = new Visitor(stays.address());
            for (int kill = 0; kill < KILLS; kill++) {
                try (ShopProcess dies = open("dies")) {
                    trade.run(new Visitor(dies.address()), random.nextInt(1, 600), dies::killHard);
                }
                int held = trade.count(visitor);
                JsonObject level = visitor.level("P");
                int available = Integer.parseInt(level.getString("inventorycount"));
                assertThat(level.getInt("held"))
                        .as("held, and the sum of all carts")
                        .isEqualTo(held);
                assertThat(held + available).as("on hand").isEqualTo(UNITS);
                trade.assertNotBefore(level);
            }
            HttpResponse<String> health = visitor.get("health");
            assertThat(health.body()).contains("\"store\":\"redis\"");
            stays.stop();
            assertThat(String.join("\n", stays.log())).doesNotContain("secret").doesNotContain("SLF4J");
        }
        System.out.println("kill -9 of a node: " + trade);
    }

    @Test
    @SuppressWarnings("try") // it has to be there, no more
    void whatIsSaidToRedisMayBeEncrypted() throws IOException {
        Path keys = KeyStores.withKey(home.resolve("redis.p12"));
        KeyStores.writePem(keys);
        int port = Proxy.freePort();
        try (RedisServer encrypted = RedisServer.start(
                home.resolve("encrypted"),
                "--requirepass",
                "secret",
                "--tls-port",
                "" + port,
                "--tls-cert-file",
                KeyStores.pem(keys, "crt").toString(),
                "--tls-key-file",
                KeyStores.pem(keys, "key").toString(),
                "--tls-auth-clients",
                "no")) {
            String address = "redis=rediss://:secret@localhost:" + port;
            try (ShopProcess trusts = ShopProcess.start(
                    home.resolve("trusts"),
                    address,
                    "-Djavax.net.ssl.trustStore=" + keys,
                    "-Djavax.net.ssl.trustStorePassword=" + KeyStores.PASSWORD)) {
                Visitor visitor = new Visitor(trusts.address());
                assertThat(visitor.add("ann", "P").statusCode()).isEqualTo(200);
                assertThat(visitor.level("P").getInt("held")).isEqualTo(1);
            }
            try (ShopProcess doubts = ShopProcess.tryStart(home.resolve("doubts"), address)) {
                assertThat(doubts.exitCode()).isNotZero();
                assertThat(doubts.errors())
                        .singleElement()
                        .asString()
                        .contains("certificate")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void aRedisThatIsNotThereStopsTheStartWithOneLine() throws IOException {
        redis.close();
        try (ShopProcess shop = ShopProcess.tryStart(home, "redis=" + address())) {
            assertThat(shop.exitCode()).isNotZero();
            assertThat(shop.errors())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("The Redis of liveshelf.redis, 127.0.0.1:")
                            .contains("nobody answers there")
                            .doesNotContain("secret"));
        }
    }

    private ShopProcess open(String name) throws IOException {
        return ShopProcess.start(
                home.resolve(name),
                "items=P=" + UNITS,
                "redis=" + address(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }

    private String address() {
        return redis.uri().replace("redis://", "redis://:secret@");
    }
}
