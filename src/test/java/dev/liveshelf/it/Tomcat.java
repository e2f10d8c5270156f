package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sets up Tomcat: a directory of our own with its configuration, some lines changed. */
final class Tomcat {
    private static final Pattern LISTENS = Pattern.compile("Starting ProtocolHandler \\[\"http-nio-.*-(\\d+)\"]");
    private static final Pattern STARTED = Pattern.compile("Server startup in");

    private Tomcat() {}

    static Container start(Path tomcat, Path base, String... settings) throws IOException {
        for (String name : List.of("conf", "logs", "temp", "webapps", "work")) {
            Files.createDirectories(base.resolve(name));
        }
        configure(tomcat.resolve("conf"), base.resolve("conf"));
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

    private static void configure(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path server = to.resolve("server.xml");
        Files.writeString(
                server,
                withHttp2(Files.readString(server))
                        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                        .replace(
                                "<Connector port=\"8080\" protocol=\"HTTP/1.1\"",
                                "<Connector port=\"0\" protocol=\"HTTP/1.1\" address=\"127.0.0.1\" " + advice())
                        .replace("<Engine name=", "<Engine backgroundProcessorDelay=\"1\" name="));
    }

    /** Adds to the first connector what the README tells operators to add. */
    private static String withHttp2(String configuration) throws IOException {
        Matcher upgrade = Pattern.compile("<UpgradeProtocol[^>]*/>").matcher(Files.readString(Path.of("README.md")));
        if (!upgrade.find()) {
            throw new AssertionError("The README does not tell how Tomcat speaks HTTP/2");
        }
        return configuration.replaceFirst(
                "(<Connector port=\"8080\" protocol=\"HTTP/1.1\"[^>]*)/>", "$1>" + upgrade.group() + "</Connector>");
    }

    /** What the README tells operators to set. */
    private static String advice() throws IOException {
        Matcher connector = Pattern.compile("(?s)<Connector port=\"8080\" protocol=\"HTTP/1.1\"(.*?)/>")
                .matcher(Files.readString(Path.of("README.md")));
        if (!connector.find()) {
            throw new AssertionError("The README names no settings for Tomcat's connector");
        }
        return connector.group(1);
    }
}
