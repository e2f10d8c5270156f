package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** HAProxy in front of two nodes, as `make cluster` sets it up in front of three. */
final class Balancer {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final Path CONFIGURATION = Path.of("src/cluster/haproxy.cfg");

    private Balancer() {}

    /**
     * Starts one.
     *
     * @param home for its files
     */
    static Proxy start(Path home, int node, int other) throws IOException {
        Needs.file(PROGRAM, "HAProxy (apt-get install haproxy)");
        int port = Proxy.freePort();
        String configuration = Files.readString(CONFIGURATION)
                .replace("HOST:PORT", "127.0.0.1:" + port)
                .replace("NODE1", Integer.toString(node))
                .replace("NODE2", Integer.toString(other))
                .replaceAll("(?m)^ *server node3.*\n", "")
                .replace("maxconn 4000", "maxconn 8000");
        Path file = Files.writeString(home.resolve("balancer.cfg"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-db", "-f", file.toString()),
                URI.create("http://127.0.0.1:" + port + "/"));
    }
}
