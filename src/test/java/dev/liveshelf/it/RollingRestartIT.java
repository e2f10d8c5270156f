package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.liveshelf.stock.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes behind HAProxy are restarted one after the other, while people look at pages and fill carts. */
class RollingRestartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WATCHED = List.of("A", "B", "C", "D", "E");
    private static final int BIN_MILLIS = 100;

    @TempDir
    private Path home;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final ShopProcess[] nodes = new ShopProcess[2];

    @Test
    void aHundredPagesSeeNothingOfIt() throws Exception {
        restartBoth(100, 3);
    }

    @Test
    @Tag("soak")
    void twoThousandPagesSeeNothingOfIt() throws Exception {
        restartBoth(2_000, 5);
    }

    private void restartBoth(int viewers, int drainSeconds) throws Exception {
        System.out.println("rolling restart: -Dseed=" + seed);
        int[] ports = {Proxy.freePort(), Proxy.freePort()};
        try (RedisServer redis = RedisServer.start(home.resolve("redis"));
                Proxy balancer = Balancer.start(home, ports[0], ports[1])) {
            for (int i = 0; i < nodes.length; i++) {
                nodes[i] = open(i, ports[i], redis, drainSeconds);
            }
            Visitor visitor = new Visitor(balancer.address());
            await().atMost(PATIENCE).until(() -> visitor.get("health").statusCode() == 200);
            try (Pages pages = new Pages(balancer.address(), WATCHED, new Random(seed));
                    CartFillers fillers = new CartFillers(balancer.address(), "Q")) {
                pages.open(viewers, 2_000);
                await().atMost(PATIENCE).until(() -> viewers(0) + viewers(1) == viewers);
                for (int i = 0; i < nodes.length; i++) {
                    pages.arrivals();
                    long start = System.nanoTime();
                    nodes[i].terminate();
                    assertThat(nodes[i].exitCode()).isEqualTo(143);
                    long closed = System.nanoTime() - start;
                    nodes[i] = open(i, ports[i], redis, drainSeconds);
                    await().atMost(PATIENCE).until(() -> viewers(0) + viewers(1) == viewers);
                    print(i, closed, pages.arrivals(), start, viewers, drainSeconds);
                    ShopProcess restarted = nodes[i];
                    await().atMost(PATIENCE).until(() -> isAsked(visitor, restarted));
                    await().atMost(PATIENCE).until(() -> viewers(0) + viewers(1) == viewers);
                }
                fillers.stop();
                assertThat(fillers.complaints()).isEmpty();
                int held = visitor.level("Q").getInt("held");
                System.out.println("carts filled meanwhile: " + fillers);
                assertThat(held).isBetween(fillers.answered(), fillers.answered() + fillers.unanswered());
                assertThat(fillers.unanswered()).isZero();
                assertEveryPageShowsTheTruth(visitor, pages);
            }
            assertThat(visitor.get("shop/audit", BackEnd.AUTHORIZED).body()).isEqualTo("{\"findings\":[]}");
        } finally {
            for (ShopProcess node : nodes) {
                if (node != null) {
                    node.close();
                }
            }
        }
    }

    private ShopProcess open(int i, int port, RedisServer redis, int drainSeconds) throws IOException {
        return ShopProcess.start(
                home.resolve("node" + i),
                "redis=" + redis.uri(),
                "port=" + port,
                "items=A=10,B=10,C=10,D=10,E=10,Q=1000000",
                "drain=" + drainSeconds + "s",
                "token=" + BackEnd.TOKEN,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m");
    }

    private int viewers(int i) throws IOException {
        return new Visitor(nodes[i].address()).viewers();
    }

    /** Whether the balancer has noticed that the node is there: then it sends it those who come now. */
    private static boolean isAsked(Visitor visitor, ShopProcess node) throws IOException {
        visitor.add("waker", "A");
        visitor.remove("waker", "A");
        return new Visitor(node.address()).viewers() > 0;
    }

    /** Whoever was at the node comes back elsewhere, over twice the drain, and never many at once. */
    private static void print(int node, long closed, List<Long> arrivals, long start, int viewers, int drainSeconds) {
        int[] counts = new int[2 * drainSeconds * 1_000 / BIN_MILLIS];
        for (long arrival : arrivals) {
            long bin = (arrival - start) / 1_000_000 / BIN_MILLIS;
            if (bin >= 0 && bin < counts.length) {
                counts[(int) bin]++;
            }
        }
        System.out.println("node " + node + " closed after " + closed / 1_000_000 + " ms; back in each " + BIN_MILLIS
                + " ms: " + Arrays.toString(counts));
        assertThat(closed).isLessThan(Duration.ofSeconds(drainSeconds + 2).toNanos());
        assertThat(Arrays.stream(counts).sum()).isGreaterThan(viewers / 4);
        assertThat(Arrays.stream(counts).max().getAsInt()).as("at once").isLessThan(viewers / 8);
    }

    private static void assertEveryPageShowsTheTruth(Visitor visitor, Pages pages) throws IOException {
        Map<String, String> versions = new HashMap<>();
        for (String item : WATCHED) {
            visitor.add("last", item);
            versions.put(item, visitor.version(item));
        }
        await().atMost(PATIENCE).until(() -> pages.unaware(versions) == 0);
        Map<String, Integer> events = new TreeMap<>(pages.events());
        System.out.println("pages: " + events);
        assertThat(events).doesNotContainKey(OpenPage.SHOWN);
    }
}
