package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sets up nginx in front of a shop, in the way that operators are told. */
final class Nginx {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");

    private Nginx() {}

    /**
     * Starts one that speaks clear text.
     *
     * @param home for its files
     * @param lines more of its configuration, for all that it passes on: {@code proxy_buffering on;}
     */
    static Proxy start(Path home, URI shop, String... lines) throws IOException {
        int port = Proxy.freePort();
        Advice advice = Advice.of("nginx.conf")
                .saying("listen 127.0.0.1:" + port, "listen 443 ssl http2")
                .saying("", "ssl_certificate /etc/ssl/shop.crt;")
                .saying("", "ssl_certificate_key /etc/ssl/shop.key;");
        return start(home, shop, advice, "http", port, lines);
    }

    /** Starts one that speaks TLS and HTTP/2 with a key of {@link KeyStores}. */
    static Proxy startWithTls(Path home, URI shop, Path keys, String... lines) throws IOException {
        KeyStores.writePem(keys);
        int port = Proxy.freePort();
        Advice advice = Advice.of("nginx.conf")
                .saying("listen 127.0.0.1:" + port, "listen 443")
                .saying(KeyStores.pem(keys, "crt").toString(), "/etc/ssl/shop.crt")
                .saying(KeyStores.pem(keys, "key").toString(), "/etc/ssl/shop.key");
        return start(home, shop, advice, "https", port, lines);
    }

    private static Proxy start(Path home, URI shop, Advice advice, String scheme, int port, String... lines)
            throws IOException {
        Needs.file(PROGRAM, "nginx (apt-get install nginx-light)");
        Path files = Files.createTempDirectory(home, "nginx");
        String configuration = """
                daemon off;
                master_process off; # a single process, with our own rights
                pid nginx.pid;
                events {}
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  %s
                  %s
                }
                """.formatted(
                        String.join("\n", lines),
                        advice.saying(shop.getAuthority(), "127.0.0.1:8080").text());
        Path file = Files.writeString(files.resolve("nginx.conf"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-p", files.toString(), "-e", "stderr", "-c", file.toString()),
                URI.create(scheme + "://127.0.0.1:" + port + "/liveshelf/"));
    }
}
