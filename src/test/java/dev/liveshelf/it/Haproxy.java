package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sets up HAProxy in front of a shop. */
final class Haproxy {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private Haproxy() {}

    /**
     * Starts one.
     *
     * @param home for its files
     * @param patience it cuts what has been silent for so long
     */
    static Proxy start(Path home, URI shop, Duration patience) throws IOException {
        Needs.file(PROGRAM, "HAProxy (apt-get install haproxy)");
        int port = Proxy.freePort();
        String configuration = """
                defaults
                  mode http
                  timeout connect 5s
                  timeout client %1$dms
                  timeout server %1$dms
                listen liveshelf
                  bind 127.0.0.1:%2$d
                  server shop 127.0.0.1:%3$d
                """.formatted(patience.toMillis(), port, shop.getPort());
        Path file = Files.writeString(Files.createTempFile(home, "haproxy", ".cfg"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-db", "-f", file.toString()),
                URI.create("http://127.0.0.1:" + port + shop.getPath()));
    }
}
