package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Engine;
import dev.liveshelf.stock.InterleavingContract;
import dev.liveshelf.stock.Nodes;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Stock;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one Redis. Lincheck needs minutes before it begins, for all the classes of Lettuce: so {@code make soak}. */
@Tag("soak")
class RedisInterleavingTest extends InterleavingContract {

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

    @Override
    protected Engine engine(Path home) {
        redis.say("FLUSHALL");
        return new Engine() {
            @Override
            public Stock open(Rules rules, Clock clock) {
                return new Nodes(
                        RedisStock.open(redis.uri(), rules, clock, wire -> wire),
                        RedisStock.open(redis.uri(), rules, clock, wire -> wire));
            }

            @Override
            public void failSoon(Random random) {
                throw new UnsupportedOperationException("Nobody dies here");
            }

            @Override
            public void crash(Stock stock) {
                throw new UnsupportedOperationException("Nobody dies here");
            }

            @Override
            public void close() {}
        };
    }
}
