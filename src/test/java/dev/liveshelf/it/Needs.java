package dev.liveshelf.it;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a test needs and a machine may lack: it is skipped there, with the reason. With {@code CI=true} it fails. */
public final class Needs {
    private Needs() {}

    /** Returns the path, if there is something. */
    public static Path file(Path path, String what) {
        that(Files.exists(path), "needs " + what + ": there is no " + path);
        return path;
    }

    /** Returns the path that a system property names; Maven sets them for the integration tests. */
    public static Path property(String name, String what) {
        String path = System.getProperty(name);
        that(path != null, "needs " + what + ": set the system property " + name + ", or run mvn verify");
        return file(Path.of(path), what);
    }

    /** Looks whether there is such a program. */
    public static void command(String name) {
        boolean there = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
        that(there, "needs " + name + ": it is not on the PATH");
    }

    public static void that(boolean holds, String reason) {
        if ("true".equals(System.getenv("CI"))) {
            assertTrue(holds, reason);
        }
        assumeTrue(holds, reason);
    }
}
