package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.HistoryContract;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** On one Redis, with a database for each history. */
class RedisHistoryTest extends HistoryContract {

    private static final int DATABASES = 1_000;

    @TempDir
    static Path directory;

    private static final AtomicInteger USED = new AtomicInteger();

    private static RedisServer redis;

    @BeforeAll
    static void startRedis() throws Exception {
        redis = RedisServer.start(directory, "--appendfsync", "no", "--databases", "" + DATABASES);
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    /** A node that dies while it counts a cart keeps it for three seconds of a clock that stands still here. */
    @Override
    protected int cartLimit() {
        return 1_000;
    }

    @Override
    protected Engine engine(Path home) {
        return new RedisEngine(redis.uri() + "/" + USED.getAndIncrement() % DATABASES, () -> {});
    }

    @Override
    protected int histories() {
        return Integer.getInteger("histories", 4);
    }

    @Override
    protected int steps() {
        return 2_500;
    }
}
