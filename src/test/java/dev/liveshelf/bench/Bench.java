package dev.liveshelf.bench;

import dev.liveshelf.bench.wake.ContainersBench;
import dev.liveshelf.bench.wake.GrowthBench;
import dev.liveshelf.bench.wake.WakeBench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** {@code make bench}: all figures, or those that are named. */
public final class Bench {

    private static final Set<String> ALL =
            Set.of("holds", "wake", "containers", "hot", "growth", "filesize", "fullsize", "nodes", "news");

    private Bench() {}

    public static void main(String[] names) throws Exception {
        Set<String> wanted = names.length == 0 ? ALL : Set.copyOf(List.of(names));
        Path home = Files.createTempDirectory("liveshelf-bench");
        home.toFile().setExecutable(true, false); // PostgreSQL runs as somebody else
        home.toFile().setReadable(true, false);
        try {
            if (wanted.contains("holds")) {
                new HoldsBench(/* rounds= */ 5, /* seconds= */ 4).run(home);
            }
            if (wanted.contains("wake")) {
                List<Integer> crowds = Stream.of(
                                System.getProperty("viewers", "1000,5000,9000").split(","))
                        .map(Integer::valueOf)
                        .toList();
                new WakeBench(Integer.getInteger("rounds", 5), crowds).run(Files.createDirectory(home.resolve("wake")));
            }
            if (wanted.contains("containers")) {
                new ContainersBench(Integer.getInteger("rounds", 3), /* viewers= */ 2_000)
                        .run(Files.createDirectory(home.resolve("containers")));
            }
            if (wanted.contains("hot")) {
                new HotBench(/* forks= */ 2, /* seconds= */ 3).run();
            }
            if (wanted.contains("growth")) {
                new GrowthBench().run(Files.createDirectory(home.resolve("growth")));
            }
            if (wanted.contains("filesize")) {
                new FileSizeBench().run(home.resolve("filesize"));
            }
            if (wanted.contains("fullsize")) {
                new FullSizeBench().run(home.resolve("fullsize"));
            }
            if (wanted.contains("nodes")) {
                new NodesBench(/* rounds= */ 3, /* seconds= */ 3).run(Files.createDirectory(home.resolve("nodes")));
            }
            if (wanted.contains("news")) {
                new NewsBench(/* changes= */ 100, /* paceMillis= */ 125)
                        .run(Files.createDirectory(home.resolve("news")));
            }
        } catch (TestAbortedException missing) {
            System.out.println("Not measured here: " + missing.getMessage());
        } finally {
            delete(home);
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
