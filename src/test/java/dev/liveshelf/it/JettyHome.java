package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sets up Jetty's own distribution: an empty directory, and the modules that serve EE 10 over HTTP/1.1 and HTTP/2. */
final class JettyHome {
    private static final Pattern LISTENS = Pattern.compile("Started oejs\\.ServerConnector.*:(\\d+)}");
    private static final Pattern STARTED = Pattern.compile("Started oejs\\.Server@");

    private JettyHome() {}

    static Container start(Path jetty, Path base, String... settings) throws IOException {
        Path webapps = Files.createDirectories(base.resolve("webapps"));
        Path temp = Files.createDirectories(base.resolve("temp"));
        Container.deploy(webapps);
        List<String> command = new ArrayList<>(List.of(Program.java(), "-Djava.io.tmpdir=" + temp));
        for (String setting : settings) {
            command.add("-Dliveshelf." + setting);
        }
        command.addAll(List.of("-jar", jetty.resolve("start.jar").toString()));
        command.addAll(List.of("jetty.http.host=127.0.0.1", "jetty.http.port=0", "jetty.deploy.scanInterval=1"));
        command.addAll(
                List.of("jetty.httpConfig.headerCacheSize=0", "jetty.http.idleTimeout=60000")); // as in the README
        // Last, for what follows a module of EE 10 would be taken as meant for EE 10 alone.
        command.addAll(List.of("jetty.base=" + base, "--module=http2c,ee10-deploy"));
        return new Container(Program.start(command, Map.of()), webapps, LISTENS, STARTED);
    }
}
