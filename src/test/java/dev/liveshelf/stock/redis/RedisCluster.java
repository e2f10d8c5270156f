package dev.liveshelf.stock.redis;

import dev.liveshelf.it.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
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

    private static List<String> cli(RedisServer server, String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", "" + server.port()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Moves the slot of a key, as tools do it: key by key. */
    void move(String key, RedisServer from, RedisServer to, Runnable halfWay) {
        String slot = from.say("CLUSTER", "KEYSLOT", key).substring(1);
        String there = to.ask("CLUSTER", "MYID").strip();
        to.say(
                "CLUSTER",
                "SETSLOT",
                slot,
                "IMPORTING",
                from.ask("CLUSTER", "MYID").strip());
        from.say("CLUSTER", "SETSLOT", slot, "MIGRATING", there);
        for (String left : cli(from, "CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
            halfWay.run();
            cli(from, "MIGRATE", "127.0.0.1", "" + to.port(), left, "0", "5000");
        }
        halfWay.run();
        for (String late : cli(from, "CLUSTER", "GETKEYSINSLOT", slot, "1000")) {
            cli(from, "MIGRATE", "127.0.0.1", "" + to.port(), late, "0", "5000");
        }
        to.say("CLUSTER", "SETSLOT", slot, "NODE", there);
        primaries().forEach(server -> server.say("CLUSTER", "SETSLOT", slot, "NODE", there));
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
