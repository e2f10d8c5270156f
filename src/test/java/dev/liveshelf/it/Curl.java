package dev.liveshelf.it;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that can begin a connection in every way there is. */
final class Curl {
    private static final Path PROGRAM = Path.of("/usr/bin/curl");

    private Curl() {}

    static String get(URI address, String... options) throws IOException {
        return get(address.toString(), options);
    }

    /** Returns what came back, such as {@code 200 by HTTP/2}. */
    static String get(String address, String... options) throws IOException {
        Needs.file(PROGRAM, "curl (apt-get install curl)");
        List<String> command =
                new ArrayList<>(List.of(PROGRAM.toString(), "-sS", "-o", "/dev/null", "--max-time", "30"));
        command.addAll(List.of("-w", "%{http_code} by HTTP/%{http_version}\n"));
        command.addAll(List.of(options));
        command.add(address);
        try (Program curl = Program.start(command, Map.of())) {
            curl.exitCode();
            return String.join(" ", curl.output());
        }
    }
}
