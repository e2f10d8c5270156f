package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Takes a table and its chart into the README, with the day, the machine and the commit they belong to. */
final class Report {

    private static final Path README = Path.of("README.md");
    private static final Path CHART = Path.of("src/docs/wake.svg");
    private static final String BEGIN = "<!-- make bench ONLY=%s writes from here -->\n";
    private static final String END = "<!-- to here -->\n";

    private Report() {}

    /** Writes what a wake costs. */
    static void write(WakeTable table, String more) throws IOException {
        Files.writeString(CHART, new WakeChart(table).svg());
        write("wake", table.markdown() + "\n![What a wake costs](" + CHART + ")\n\n" + more + " ");
    }

    /** Writes the figures that a part of the bench has found. Does nothing where there is no README with a place for them. */
    static void write(String part, String found) throws IOException {
        String readme = Files.exists(README) ? Files.readString(README) : "";
        String from = BEGIN.formatted(part);
        int begin = readme.indexOf(from);
        int end = readme.indexOf(END, begin);
        if (begin < 0 || end < 0) {
            System.out.println("README.md has no place for the table.");
            return;
        }
        String text = "\n" + found + "Measured on " + LocalDate.now(ZoneOffset.UTC) + ", " + machine() + ", commit "
                + commit() + ", " + System.getProperty("java.vm.name") + " " + Runtime.version() + ".\n\n";
        Files.writeString(README, readme.substring(0, begin + from.length()) + text + readme.substring(end));
        System.out.println("README.md has the new figures.");
    }

    private static String machine() throws IOException {
        Path about = Path.of("/proc/cpuinfo");
        String model = !Files.exists(about)
                ? System.getProperty("os.arch")
                : Files.readAllLines(about).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return Runtime.getRuntime().availableProcessors() + " processors (" + model
                + "), shared with the generator of load";
    }

    private static String commit() throws IOException {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return said.isEmpty() ? "unknown" : said;
        } catch (IOException notHere) {
            return "unknown";
        }
    }
}
