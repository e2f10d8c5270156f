package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Sets up HAProxy in front of a shop, in the way that operators are told. */
final class Haproxy {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");

    private Haproxy() {}

    /**
     * Starts one.
     *
     * @param home for its files
     */
    static Proxy start(Path home, URI shop) throws IOException {
        return start(home, shop, Advice.of("haproxy.cfg"));
    }

    /**
     * Starts one that is less patient than it should be.
     *
     * @param patience it cuts what has been silent for so long
     */
    static Proxy start(Path home, URI shop, Duration patience) throws IOException {
        String time = patience.toMillis() + "ms";
        return start(
                home,
                shop,
                Advice.of("haproxy.cfg").saying("client " + time, "client 60s").saying("server " + time, "server 60s"));
    }

    private static Proxy start(Path home, URI shop, Advice advice) throws IOException {
        Needs.file(PROGRAM, "HAProxy (apt-get install haproxy)");
        int port = Proxy.freePort();
        String configuration = advice.saying("bind 127.0.0.1:" + port, "bind :80")
                .saying(shop.getAuthority(), "127.0.0.1:8080")
                .text();
        Path file = Files.writeString(Files.createTempFile(home, "haproxy", ".cfg"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-db", "-f", file.toString()),
                URI.create("http://127.0.0.1:" + port + shop.getPath()));
    }
}
