package dev.liveshelf.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code make bench}: all figures, or those that are named. */
public final class Bench {

    private Bench() {}

    public static void main(String[] names) throws Exception {
        Set<String> wanted = names.length == 0 ? Set.of("holds", "filesize", "fullsize") : Set.copyOf(List.of(names));
        Path home = Files.createTempDirectory("liveshelf-bench");
        home.toFile().setExecutable(true, false); // PostgreSQL runs as somebody else
        home.toFile().setReadable(true, false);
        if (wanted.contains("holds")) {
            new HoldsBench(5, 4).run(home);
        }
        if (wanted.contains("filesize")) {
            new FileSizeBench().run(home.resolve("filesize"));
        }
        if (wanted.contains("fullsize")) {
            new FullSizeBench().run(home.resolve("fullsize"));
        }
    }
}
