package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sets up Apache httpd in front of a shop, in the way that operators are told. */
final class Apache {
    private static final Path PROGRAM = Path.of("/usr/sbin/apache2");

    private Apache() {}

    /**
     * Starts one.
     *
     * @param home for its files
     */
    static Proxy start(Path home, URI shop) throws IOException {
        Needs.file(PROGRAM, "Apache httpd (apt-get install apache2-bin)");
        int port = Proxy.freePort();
        Path files = Files.createTempDirectory(home, "apache");
        String configuration = """
                ServerRoot "%s"
                DefaultRuntimeDir "."
                ServerName localhost
                PidFile httpd.pid
                User www-data
                Group www-data
                Listen 127.0.0.1:%d
                ErrorLog /dev/stderr
                %s
                %s
                """.formatted(
                        files,
                        port,
                        modules(),
                        Advice.of("apache.conf")
                                .saying(shop.toString(), "http://127.0.0.1:8080/")
                                .text());
        Path file = Files.writeString(files.resolve("httpd.conf"), configuration);
        return Proxy.start(
                List.of(PROGRAM.toString(), "-f", file.toString(), "-DFOREGROUND"),
                URI.create("http://127.0.0.1:" + port + "/liveshelf/"));
    }

    private static String modules() {
        StringBuilder lines = new StringBuilder();
        for (String name : List.of("mpm_event", "authz_core", "filter", "deflate", "headers", "proxy", "proxy_http")) {
            lines.append("LoadModule %s_module /usr/lib/apache2/modules/mod_%s.so\n".formatted(name, name));
        }
        return lines.toString();
    }
}
