package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM takes of its machine.
 *
 * @param heap bytes of all objects that are in use, after a collection
 * @param threads of the system
 * @param files open files and sockets
 * @param memory bytes that the system has given it
 */
record Footprint(long heap, int threads, int files, long memory) {
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern FACT = Pattern.compile("(?m)^(VmRSS|Threads):\\s+(\\d+)");
    private static final double MEGA = 1 << 20;

    static Footprint of(long pid) throws IOException {
        long heap = heap(pid);
        Path process = Path.of("/proc", Long.toString(pid));
        Matcher facts = FACT.matcher(Files.readString(process.resolve("status")));
        assertThat(facts.find()).isTrue();
        long memory = Long.parseLong(facts.group(2)) * 1_024;
        assertThat(facts.find()).isTrue();
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Footprint(heap, Integer.parseInt(facts.group(2)), (int) files.count(), memory);
        }
    }

    private static long heap(long pid) throws IOException {
        Path jcmd = Needs.file(Path.of(Program.java()).resolveSibling("jcmd"), "a JDK");
        List<String> command = List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram");
        try (Program program = Program.start(command, Map.of())) {
            program.exitCode();
            return program.output().stream()
                    .map(TOTAL::matcher)
                    .filter(Matcher::find)
                    .mapToLong(total -> Long.parseLong(total.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new IOException("jcmd said: " + program));
        }
    }

    @Override
    public String toString() {
        return String.format(
                "%.1f MB in use, %d threads, %d files, %.0f MB resident", heap / MEGA, threads, files, memory / MEGA);
    }
}
