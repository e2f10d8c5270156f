package dev.liveshelf.it;

import dev.liveshelf.stock.redis.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on one Redis, full of people, and what can happen to them. */
class WarehouseFaultsIT {

    @TempDir
    private static Path home;

    private static RedisServer redis;
    private static BadNetwork network;
    private static Warehouse shop;

    @BeforeAll
    static void open() throws Exception {
        ShopProcess.war();
        redis = RedisServer.start(home.resolve("redis"));
        network = new BadNetwork(redis.port(), Long.getLong("seed", System.nanoTime()));
        shop = new Warehouse(home, "redis://127.0.0.1:" + network.port(), redis.uri(), redis.uri());
    }

    @AfterAll
    static void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
        if (network != null) {
            network.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void aNodeIsKilledAndStartedAgain() throws Exception {
        drill("node-killed").run(() -> {
            shop.kill(1);
            shop.start(1);
        });
    }

    @Test
    void redisIsKilledAndStartedAgain() throws Exception {
        Drill drill = drill("redis-killed");
        drill.run(() -> {
            redis.kill();
            drill.lastsFor(300);
            redis.start();
        });
    }

    @Test
    void redisIsFrozen() throws Exception {
        drill("redis-frozen").run(() -> {
            redis.freeze();
            try {
                Drill.lasts(Duration.ofSeconds(10));
            } finally {
                redis.thaw();
            }
        });
    }

    @Test
    void theNetworkOfOneNodeIsCut() throws Exception {
        drill("network-cut").run(() -> {
            network.cut();
            Drill.lasts(Duration.ofSeconds(4));
            network.heal();
        });
    }

    @Test
    void theNetworkOfOneNodeIsSlow() throws Exception {
        drill("network-slow").run(() -> {
            network.delay(300);
            Drill.lasts(Duration.ofSeconds(4));
            network.heal();
        });
    }

    @Test
    void theNetworkOfOneNodeBreaksRepliesOff() throws Exception {
        int before = network.breaks();
        drill("network-reset").run(() -> {
            network.breakReplies();
            Drill.lasts(Duration.ofSeconds(4));
            network.heal();
        });
        System.out.println(network.breaks() - before + " replies were broken off");
    }

    private static Drill drill(String name) throws Exception {
        return new Drill(shop, name, /* mayLose= */ false);
    }
}
