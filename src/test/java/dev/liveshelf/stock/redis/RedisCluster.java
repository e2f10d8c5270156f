package dev.liveshelf.stock.redis;

import dev.liveshelf.it.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A Redis Cluster of our own, on this machine: three primaries, and a replica of each. */
public final class RedisCluster implements AutoCloseable {

    private static final int BUS = 10_000; // its nodes speak to each other on ports so much higher

    private final List<RedisServer> servers = new ArrayList<>();

    private RedisCluster() {}

    /** Starts it, if this machine has what it takes. */
    public static RedisCluster start(Path directory) throws Exception {
        Needs.command("redis-server");
        Needs.command("redis-cli");
        RedisCluster cluster = new RedisCluster();
        try {
            for (int i = 0; i < 6; i++) {
                cluster.servers.add(server(directory.resolve("redis" + i)));
            }
            cluster.join(directory);
            return cluster;
        } catch (Exception | Error failure) {
            cluster.close();
            throw failure;
        }
    }

    private static RedisServer server(Path directory) throws IOException {
        return RedisServer.startOn(
                freePort(),
                directory,
                "--appendonly",
                "no",
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "2000",
                "--cluster-replica-validity-factor",
                "0",
                "--repl-diskless-sync-delay",
                "0");
    }

    private void join(Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "--cluster", "create"));
        servers.forEach(server -> command.add("127.0.0.1:" + server.port()));
        command.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("create.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError("No cluster; see " + directory.resolve("create.log"));
        }
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> servers.stream()
                        .allMatch(server -> server.ask("CLUSTER", "INFO").contains("cluster_state:ok")
                                && server.ask("INFO", "replication")
                                        .matches("(?s).*(master_link_status:up|connected_slaves:1).*")));
    }

    /** Returns the addresses of all. */
    public String uri() {
        return servers.stream()
                .map(server -> "127.0.0.1:" + server.port())
                .collect(Collectors.joining(",", "redis://", ""));
    }

    /** Returns the primary that has this key. */
    public RedisServer primaryOf(String key) {
        return primaries().stream()
                .filter(server -> !server.say("EXISTS", key).startsWith("-MOVED"))
                .findAny()
                .orElseThrow();
    }

    /** Returns those that are primaries now. */
    public List<RedisServer> primaries() {
        return servers.stream()
                .filter(server -> server.ask("INFO", "replication").contains("role:master"))
                .toList();
    }

    /** Returns one that copies this primary. */
    RedisServer replicaOf(RedisServer primary) {
        return servers.stream()
                .filter(server -> server.ask("INFO", "replication").contains("master_port:" + primary.port()))
                .findAny()
                .orElseThrow();
    }

    public void flush() {
        primaries().forEach(server -> server.say("FLUSHALL"));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }

    static int freePort() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0)) {
                int port = socket.getLocalPort();
                if (port + BUS < 65_536) {
                    return port;
                }
                try (ServerSocket lower = new ServerSocket(port - BUS)) {
                    return lower.getLocalPort();
                }
            } catch (IOException taken) {
                if (taken instanceof java.net.BindException) {
                    continue;
                }
                throw new UncheckedIOException(taken);
            }
        }
    }
}
