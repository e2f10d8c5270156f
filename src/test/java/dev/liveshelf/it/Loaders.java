package dev.liveshelf.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The class loaders that a JVM holds. */
final class Loaders {
    private Loaders() {}

    /** Returns those of web applications, after a garbage collection. */
    static List<String> ofWebapps(long pid) throws IOException {
        jcmd(pid, "GC.run");
        return jcmd(pid, "VM.classloader_stats").stream()
                .filter(line -> line.matches(".*Web[Aa]pp(Context\\S*)?ClassLoader.*"))
                .toList();
    }

    static List<String> jcmd(long pid, String command) throws IOException {
        Path jcmd = Needs.file(Path.of(Program.java()).resolveSibling("jcmd"), "a JDK");
        try (Program program = Program.start(List.of(jcmd.toString(), Long.toString(pid), command), Map.of())) {
            program.exitCode();
            return program.output();
        }
    }
}
