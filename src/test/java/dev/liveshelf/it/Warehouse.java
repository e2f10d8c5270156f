package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Several nodes of one shop, each a process of the packed file, on one Redis or Cluster. */
final class Warehouse implements AutoCloseable {

    private static final Pattern FACT = Pattern.compile("(?m)^(Threads|VmRSS):\\s+(\\d+)");

    /** What one node takes of its machine. */
    record Use(int threads, int megabytes) {
        Use most(Use other) {
            return new Use(Math.max(threads, other.threads), Math.max(megabytes, other.megabytes));
        }

        @Override
        public String toString() {
            return threads + " threads and " + megabytes + " MB";
        }
    }

    private final Path home;
    private final List<String> redis;
    private final ShopProcess[] nodes; // guarded by this

    /** @param redis where each of the nodes finds Redis */
    Warehouse(Path home, String... redis) {
        this.home = home;
        this.redis = List.of(redis);
        List<CompletableFuture<ShopProcess>> starting = IntStream.range(0, redis.length)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> open(i)))
                .toList();
        nodes = starting.stream().map(CompletableFuture::join).toArray(ShopProcess[]::new);
    }

    private ShopProcess open(int i) {
        try {
            return ShopProcess.start(
                    home.resolve("node" + i),
                    "redis=" + redis.get(i),
                    "token=" + BackEnd.TOKEN,
                    "tick=200ms", // so that 300 viewers leave something of two cores to the shop
                    "wait=15s",
                    "-Xmx128m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int size() {
        return redis.size();
    }

    synchronized URI node(int i) {
        return nodes[i].address();
    }

    URI any(Random random) {
        return node(random.nextInt(size()));
    }

    /** As {@code kill -9} does. */
    void kill(int i) {
        nodes[i].killHard();
    }

    /** Starts one that was killed, at another address. */
    void start(int i) {
        ShopProcess node = open(i);
        synchronized (this) {
            nodes[i] = node;
        }
    }

    /** The most threads, and the most memory, that any node has now. */
    synchronized Use use() {
        Use most = new Use(0, 0);
        for (ShopProcess node : nodes) {
            most = most.most(use(node.pid()));
        }
        return most;
    }

    private static Use use(long pid) {
        try {
            Matcher facts = FACT.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            int memory = facts.find() ? Integer.parseInt(facts.group(2)) / 1_024 : 0;
            int threads = facts.find() ? Integer.parseInt(facts.group(2)) : 0;
            return new Use(threads, memory);
        } catch (IOException killed) {
            return new Use(0, 0);
        }
    }

    /** Puts so many of each on the shelf. */
    void stock(Map<String, Integer> items) throws IOException {
        StringBuilder table = new StringBuilder("item,onhand\n");
        items.forEach(
                (item, units) -> table.append(item).append(',').append(units).append('\n'));
        HttpResponse<String> answer = new Visitor(node(0)).put("shop/items.csv", table.toString(), BackEnd.AUTHORIZED);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** The true level of an item, as one node says it to the back end. */
    JsonObject level(int node, String item) throws IOException {
        HttpResponse<String> answer = new Visitor(node(node)).get("shop/items/" + item, BackEnd.AUTHORIZED);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Visitor.json(answer);
    }

    String audit(int node) throws IOException {
        return new Visitor(node(node)).get("shop/audit", BackEnd.AUTHORIZED).body();
    }

    synchronized String log() {
        StringBuilder all = new StringBuilder();
        for (ShopProcess node : nodes) {
            all.append(node.address())
                    .append('\n')
                    .append(String.join("\n", node.log()))
                    .append('\n');
        }
        return all.toString();
    }

    @Override
    public synchronized void close() {
        for (ShopProcess node : nodes) {
            node.close();
        }
    }
}
