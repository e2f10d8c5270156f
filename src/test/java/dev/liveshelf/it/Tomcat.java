package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Sets up Tomcat: a directory of our own with its configuration, on a free port, quick to see what is new. */
final class Tomcat {
    private static final Path ADVICE = Path.of("src/deploy/tomcat");
    private static final Pattern LISTENS = Pattern.compile("Starting ProtocolHandler \\[\"http-nio-.*-(\\d+)\"]");
    private static final Pattern STARTED = Pattern.compile("Server startup in");

    private Tomcat() {}

    static Container start(Path tomcat, Path base, boolean asAdvised, String... settings) throws IOException {
        for (String name : List.of("logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(name));
        }
        Trees.copy(tomcat.resolve("conf"), base.resolve("conf"));
        if (asAdvised) {
            Trees.copy(ADVICE, base);
        }
        adapt(base.resolve("conf/server.xml"));
        Container.deploy(base.resolve("webapps"));
        Program program = Program.start(
                List.of("sh", tomcat.resolve("bin/catalina.sh").toString(), "run"),
                Map.of(
                        "CATALINA_HOME", tomcat.toString(),
                        "CATALINA_BASE", base.toString(),
                        "JRE_HOME", System.getProperty("java.home"),
                        "CATALINA_OPTS", "-Dliveshelf." + String.join(" -Dliveshelf.", settings)));
        return new Container(program, base.resolve("webapps"), LISTENS, STARTED);
    }

    private static void adapt(Path server) throws IOException {
        Files.writeString(
                server,
                Files.readString(server)
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace("<Connector port=\"8080\"", "<Connector port=\"0\" address=\"127.0.0.1\"")
                        .replace("<Engine name=", "<Engine backgroundProcessorDelay=\"1\" name="));
    }
}
