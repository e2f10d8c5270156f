package dev.liveshelf.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The hot pieces by themselves, measured by JMH: what the waiting room and the counter do for each poll, without a network. */
final class HotBench {

    private static final Map<String, String> WORDS = Map.of(
            "WakeBenchmark.poll", "a poll sits down, is told by a lane, and leaves",
            "WakeBenchmark.stream", "a stream is told by a lane, and stays",
            "PollBenchmark.parseOne", "parse of a poll of one item",
            "PollBenchmark.parseTen", "parse of a poll of ten items",
            "PollBenchmark.json", "JSON of a level, once for each wake");

    private final int forks;
    private final int seconds;

    /** @param seconds of measurement in each of the JVMs, and as many before that only warm it up */
    HotBench(int forks, int seconds) {
        this.forks = forks;
        this.seconds = seconds;
    }

    void run() throws RunnerException {
        Options options = new OptionsBuilder()
                .include("dev.liveshelf.*Benchmark")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(forks)
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-XX:+UseParallelGC", "-Xmx512m")
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .timeout(TimeValue.minutes(1))
                .build();
        Table table = new Table("A hot piece by itself", "ns", "± ns", "bytes allocated");
        for (RunResult result : new Runner(options).run()) {
            String name = result.getParams().getBenchmark().replaceFirst(".*\\.(\\w+\\.\\w+)", "$1");
            table.row(
                    WORDS.getOrDefault(name, name),
                    List.of(
                            text(result.getPrimaryResult().getScore()),
                            text(result.getPrimaryResult().getScoreError()),
                            text(allocated(result))));
        }
        table.print();
    }

    private static double allocated(RunResult result) {
        String name = result.getSecondaryResults().keySet().stream()
                .filter(key -> key.endsWith("gc.alloc.rate.norm"))
                .findFirst()
                .orElseThrow();
        return result.getSecondaryResults().get(name).getScore();
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, "%,.0f", figure);
    }
}
