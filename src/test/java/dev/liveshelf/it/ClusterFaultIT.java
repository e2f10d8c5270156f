package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.redis.RedisCluster;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes on a Redis Cluster, full of people, when a primary dies and its replica takes over. */
class ClusterFaultIT {

    @TempDir
    private Path home;

    @Test
    void aPrimaryIsKilledAndItsReplicaTakesOver() throws Exception {
        ShopProcess.war();
        try (RedisCluster cluster = RedisCluster.start(home);
                Warehouse shop = new Warehouse(home, cluster.uri(), cluster.uri(), cluster.uri())) {
            new Drill(shop, "primary-killed", /* mayLose= */ true).run(() -> {
                cluster.primaryOf("liveshelf:{primary-killed-many}:item").kill();
                assertThat(cluster.primaries()).hasSize(2);
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> cluster.primaries().size() == 3);
            });
        }
    }
}
