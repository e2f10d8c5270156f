package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a Cluster is named, by a Cluster of one with a password. */
class ClusterAddressTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);

    @TempDir
    Path directory;

    @Test
    void itIsKnownForWhatItIsByAnyOfItsAddressesAndItsPasswordIsNeverTold() throws Exception {
        int port = RedisCluster.freePort();
        try (RedisServer server =
                RedisServer.startOn(port, directory, "--requirepass", "secret", "--cluster-enabled", "yes")) {
            String uri = "redis://:secret@127.0.0.1:1,127.0.0.1:" + port;
            assertThatThrownBy(() -> RedisStock.open(uri, RULES))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a Cluster that is not whole")
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageNotContaining("secret");

            assertThat(Cli.say(port, "CLUSTER", "ADDSLOTSRANGE", "0", "16383")).contains("OK");
            await().until(() -> Cli.say(port, "CLUSTER", "INFO").contains("cluster_state:ok"));

            try (RedisStock stock = RedisStock.open(uri, RULES)) {
                stock.fill(Map.of("P", 5L)).toCompletableFuture().join();
                assertThat(stock.hold(new Session("ann"), "P", 2)
                                .toCompletableFuture()
                                .join()
                                .quantity())
                        .isEqualTo(2);
            }
            assertThatThrownBy(() -> RedisStock.open(uri.replace("secret", "wrongsecret"), RULES))
                    .hasMessageContaining("does not accept the user or the password")
                    .hasMessageNotContaining("secret");
            assertThat(server.say("PING")).startsWith("-NOAUTH");
        }
    }
}
