package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets up nginx in front of a shop, under {@code /liveshelf/} and in the way that the README tells operators. */
final class Nginx {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Pattern ADVICE = Pattern.compile("(?s)```nginx\n(.*?)```");

    private Nginx() {}

    /**
     * Starts one that speaks clear text.
     *
     * @param home for its files
     * @param lines more of its configuration, for all that it passes on: {@code proxy_buffering on;}
     */
    static Proxy start(Path home, URI shop, String... lines) throws IOException {
        return start(home, shop, "http", "", lines);
    }

    /** Starts one that speaks TLS and HTTP/2 with a key of {@link KeyStores}. */
    static Proxy startWithTls(Path home, URI shop, Path keys, String... lines) throws IOException {
        KeyStores.writePem(keys);
        String tls = "ssl_certificate " + KeyStores.pem(keys, "crt") + "; ssl_certificate_key "
                + KeyStores.pem(keys, "key") + ";";
        return start(home, shop, "https", tls, lines);
    }

    private static Proxy start(Path home, URI shop, String scheme, String tls, String... lines) throws IOException {
        Needs.file(PROGRAM, "nginx (apt-get install nginx-light)");
        int port = Proxy.freePort();
        Path files = Files.createTempDirectory(home, "nginx");
        String configuration =
                """
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
                  server {
                    listen 127.0.0.1:%d%s;
                    %s
                    %s
                  }
                }
                """.formatted(String.join("\n", lines), port, tls.isEmpty() ? "" : " ssl http2", tls, advice(shop));
        Path file = Files.writeString(files.resolve("nginx.conf"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-p", files.toString(), "-e", "stderr", "-c", file.toString()),
                URI.create(scheme + "://127.0.0.1:" + port + "/liveshelf/"));
    }

    /** What the README tells operators to write. */
    private static String advice(URI shop) throws IOException {
        Matcher block = ADVICE.matcher(Files.readString(Path.of("README.md")));
        if (!block.find()) {
            throw new AssertionError("The README has no block for nginx");
        }
        return block.group(1).replace("http://127.0.0.1:8080/", shop.toString());
    }
}
