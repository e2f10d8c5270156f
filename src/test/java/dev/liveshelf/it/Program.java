package dev.liveshelf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A process of its own, and all it has said. */
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private final Process process;

    private Program(Process process) throws IOException {
        this.process = process;
        Leash.on(process);
        read(process.getInputStream(), line -> output.add(line));
        read(process.getErrorStream(), line -> {
            output.add(line);
            errors.add(line);
        });
    }

    /** Starts it with nothing in its environment that would change how Java or Liveshelf run. */
    static Program start(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(heedingInterrupts(command));
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("LIVESHELF_")
                        || name.contains("JAVA_OPTIONS")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A shell that runs us in the background makes us ignore SIGINT, and our children inherit that. */
    private static List<String> heedingInterrupts(List<String> command) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return command;
        }
        String ignored = Files.readString(status).replaceAll("(?s).*SigIgn:\\s*(\\p{XDigit}+).*", "$1");
        if ((Long.parseUnsignedLong(ignored, 16) & 0b10) == 0) {
            return command;
        }
        List<String> heeding = new ArrayList<>(List.of("env", "--default-signal=INT"));
        heeding.addAll(command);
        return heeding;
    }

    private void read(InputStream stream, Consumer<String> line) {
        Thread reader = new Thread(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                lines.lines().forEach(line);
            } catch (IOException | UncheckedIOException e) {
                // The process has been killed.
            }
        });
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    public long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything said so far, on standard output and on standard error. */
    List<String> output() {
        return output;
    }

    /** What was said on standard error. */
    List<String> errors() {
        return errors;
    }

    /** Waits until it has said this; null if it ended without. */
    Matcher await(Pattern words) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(find(words) != null || !process.isAlive())
                        .as(() -> "\"" + words + "\" in\n" + this)
                        .isTrue());
        if (!process.isAlive()) {
            exitCode();
        }
        return find(words);
    }

    private Matcher find(Pattern words) {
        return output.stream()
                .map(words::matcher)
                .filter(Matcher::find)
                .findFirst()
                .orElse(null);
    }

    /** Sends what Ctrl-C sends. */
    void interrupt() throws IOException {
        signal("-INT");
    }

    /** Sends what {@code kill} and service managers send. */
    void terminate() throws IOException {
        signal("-TERM");
    }

    /** Sends what nobody can answer. */
    void kill() {
        process.destroyForcibly();
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Does not end:\n" + this);
            }
            for (Thread reader : readers) {
                reader.join(PATIENCE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return String.join("\n", output);
    }

    /** Ends it, and all that it has started: who lives on would keep its output open. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        exitCode();
    }
}
