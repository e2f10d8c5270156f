package dev.liveshelf.bench.wake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What processes have used, as Linux counts it. */
final class Cost {

    private static final long LOOK_MILLIS = 40;
    private static final long NEXT_TO_NOTHING_NANOS = 2_000_000;

    private Cost() {}

    /** Returns the nanoseconds that all their threads have run. A thread that has ended is not counted any more. */
    static long cpu(List<Long> processes) throws IOException {
        return cpu(processes, name -> true);
    }

    /** The same without the JVM's compiler: what a shop goes on paying when it has been open for a while. */
    static long cpuWhenCompiled(List<Long> processes) throws IOException {
        return cpu(processes, name -> !name.matches("C[12] Compiler.*\\s*"));
    }

    private static long cpu(List<Long> processes, Predicate<String> named) throws IOException {
        long sum = 0;
        for (long process : processes) {
            try (Stream<Path> threads = Files.list(Path.of("/proc/" + process + "/task"))) {
                sum += threads.filter(thread -> named.test(read(thread, "comm")))
                        .map(thread -> read(thread, "schedstat"))
                        .mapToLong(ran -> ran.isEmpty() ? 0 : Long.parseLong(ran.substring(0, ran.indexOf(' '))))
                        .sum();
            }
        }
        return sum;
    }

    /** Returns nothing if the thread has ended. */
    private static String read(Path thread, String file) {
        try {
            return Files.readString(thread.resolve(file));
        } catch (NoSuchFileException ended) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the bytes of memory that they have. */
    static long memory(List<Long> processes) throws IOException {
        long sum = 0;
        for (long process : processes) {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    sum += Long.parseLong(line.replaceAll("\\D", "")) * 1_024;
                }
            }
        }
        return sum;
    }

    /** Waits until they do next to nothing, and returns what they have run until then. */
    static long settledCpu(List<Long> processes) throws IOException {
        long[] seen = {cpu(processes)};
        Awaitility.await()
                .pollDelay(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .pollInterval(LOOK_MILLIS, TimeUnit.MILLISECONDS)
                .atMost(1, TimeUnit.MINUTES)
                .until(() -> {
                    long before = seen[0];
                    seen[0] = cpu(processes);
                    return seen[0] - before < NEXT_TO_NOTHING_NANOS;
                });
        return seen[0];
    }
}
