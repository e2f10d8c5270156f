package dev.liveshelf.stock.redis;

import dev.liveshelf.stock.Stock;
import dev.liveshelf.stock.StockContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class RedisClusterStockTest extends StockContract {

    @TempDir
    static Path directory;

    private static RedisCluster cluster;

    private boolean isNew = true;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = RedisCluster.start(directory);
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    protected Stock open() {
        if (isNew) {
            forget();
            isNew = false;
        }
        return RedisStock.open(cluster.uri(), rules, clock, wire -> wire);
    }

    @Override
    protected void forget() {
        cluster.flush();
    }
}
