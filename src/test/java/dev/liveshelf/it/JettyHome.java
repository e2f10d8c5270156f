package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sets up Jetty's own distribution: a directory of our own, on a free port, quick to see what is new. */
final class JettyHome {
    private static final Path ADVICE = Path.of("src/deploy/jetty");
    private static final Pattern LISTENS = Pattern.compile("Started oejs\\.ServerConnector.*:(\\d+)}");
    private static final Pattern STARTED = Pattern.compile("Started oejs\\.Server@");

    private JettyHome() {}

    static Container start(Path jetty, Path base, boolean asAdvised, String... settings) throws IOException {
        Path webapps = Files.createDirectories(base.resolve("webapps"));
        Path temp = Files.createDirectories(base.resolve("temp"));
        Container.deploy(webapps);
        List<String> command = new ArrayList<>(List.of(Program.java(), "-Djava.io.tmpdir=" + temp));
        if (asAdvised) {
            Trees.copy(ADVICE, base);
            command.add("@" + base.resolve("java.options"));
        }
        for (String setting : settings) {
            command.add("-Dliveshelf." + setting);
        }
        command.addAll(List.of("-jar", jetty.resolve("start.jar").toString(), "jetty.base=" + base));
        command.addAll(List.of("jetty.http.host=127.0.0.1", "jetty.http.port=0", "jetty.deploy.scanInterval=1"));
        if (!asAdvised) {
            command.add("--module=http,ee10-deploy");
        }
        return new Container(Program.start(command, Map.of()), webapps, LISTENS, STARTED);
    }
}
