package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.MovableStock;
import dev.liveshelf.stock.MovingContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisMovingTest extends MovingContract {

    @TempDir
    static Path directory;

    private static RedisServer redis;

    private boolean isNew = true;

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

    @Override
    protected MovableStock open() {
        if (isNew) {
            redis.say("FLUSHALL");
            isNew = false;
        }
        return RedisStock.open(redis.uri(), rules, clock, wire -> wire);
    }
}
