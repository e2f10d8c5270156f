package dev.liveshelf.stock.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.it.Leash;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Rules;
import dev.liveshelf.stock.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A primary that Sentinel watches over, with a password, dies, and its replica takes over. */
class SentinelTest {

    private static final Rules RULES = new Rules(10, 1_000, Duration.ofMinutes(15), Duration.ofMinutes(60), 100);
    private static final Session ANN = new Session("ann");

    @TempDir
    Path directory;

    private RedisServer primary;
    private RedisServer replica;
    private Process sentinel;
    private int port;

    @BeforeEach
    void start() throws Exception {
        primary = server("primary");
        replica = server("replica", "--replicaof", "127.0.0.1", "" + primary.port());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Cli.say(replica.port(), "INFO", "replication").contains("master_link_status:up"));
        port = RedisServer.freePort();
        Path file = Files.writeString(directory.resolve("sentinel.conf"), """
                port %d
                bind 127.0.0.1
                sentinel monitor shop 127.0.0.1 %d 1
                sentinel auth-pass shop secret
                sentinel down-after-milliseconds shop 1000
                sentinel failover-timeout shop 3000
                """.formatted(port, primary.port()));
        sentinel = new ProcessBuilder("redis-server", file.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("sentinel.log").toFile())
                .start();
        Leash.on(sentinel);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Cli.say(port, "SENTINEL", "REPLICAS", "shop").matches("(?s).*master-link-status\\s+ok.*"));
    }

    private RedisServer server(String name, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--requirepass", "secret", "--masterauth", "secret"));
        options.addAll(List.of("--repl-diskless-sync-delay", "0"));
        options.addAll(List.of(more));
        return RedisServer.start(directory.resolve(name), options.toArray(String[]::new));
    }

    @AfterEach
    void stop() {
        if (sentinel != null) {
            sentinel.destroyForcibly();
        }
        if (replica != null) {
            replica.close();
        }
        if (primary != null) {
            primary.close();
        }
    }

    @Test
    void theReplicaTakesOver() {
        List<Level> told = new CopyOnWriteArrayList<>();
        try (RedisStock stock = RedisStock.open("redis-sentinel://:secret@127.0.0.1:" + port + "#shop", RULES)) {
            stock.subscribe(told::add);
            join(stock.fill(Map.of("P", 10L)));
            stock.watch("P");
            Level before = join(stock.hold(ANN, "P", 3)).level();
            await("until the replica has the item, too: Redis copies after it has answered")
                    .until(() -> Cli.say(replica.port(), "HGET", "liveshelf:{P}:item", "held")
                            .startsWith("3"));
            long killed = System.nanoTime();
            primary.kill();

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(isHeld(stock)).as(this::log).isTrue());

            System.out.println("Sentinel's primary was killed: writes again after "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed) + " ms");
            Level after = join(stock.level("P"));
            assertThat(after.version().epoch()).isGreaterThan(before.version().epoch());
            assertThat(after.onHand()).isEqualTo(10);
            assertThat(join(stock.audit())).isEmpty();
            await().atMost(Duration.ofSeconds(5)).until(() -> told.contains(after));
        }
    }

    /** What Sentinel did, or did not. */
    private String log() {
        try {
            return Files.readString(directory.resolve("sentinel.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static boolean isHeld(RedisStock stock) {
        try {
            return join(stock.hold(new Session("bob"), "P", 1)).quantity() == 1;
        } catch (CompletionException away) {
            return false;
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
