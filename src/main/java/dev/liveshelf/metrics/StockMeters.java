package dev.liveshelf.metrics;

import dev.liveshelf.stock.Hold;
import dev.liveshelf.stock.StockEye;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Counts what an engine is asked for, and what it does. */
final class StockMeters implements StockEye {

    private static final double SECOND = 1e9;
    private static final double[] AGES = {1, 5, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200};
    private static final double[] BATCHES = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};

    private final Step step;
    private final Counter changes;
    private final Map<Verb, DistributionDataPoint> times = new EnumMap<>(Verb.class);
    private final Map<Verb, CounterDataPoint> done = new EnumMap<>(Verb.class);
    private final Map<Hold.End, DistributionDataPoint> ages = new EnumMap<>(Hold.End.class);
    private final DistributionDataPoint syncs;
    private final DistributionDataPoint batches;

    StockMeters(Gauges gauges, Step step) {
        this.step = step;
        changes = gauges.counter(
                "liveshelf_changes_total",
                "Changes asked of the engine; the outcome is done, or why not.",
                "verb",
                "outcome");
        Histogram latency = gauges.times(
                "liveshelf_engine_seconds", "Time the engine took to answer, whatever it answered.", "verb");
        for (Verb verb : Verb.values()) {
            times.put(verb, latency.labelValues(verb.label()));
            if (verb.changes()) {
                done.put(verb, changes.labelValues(verb.label(), "done"));
            }
        }
        Histogram age = gauges.histogram(
                "liveshelf_hold_age_seconds",
                "How old holds were when they ended, by how: released, expired or committed. Of several nodes, each sees some.",
                AGES,
                "end");
        for (Hold.End end : Hold.End.values()) {
            ages.put(end, age.labelValues(end.name().toLowerCase(Locale.ROOT)));
        }
        syncs = gauges.times(
                        "liveshelf_store_sync_seconds",
                        "Time to write a batch to the disk and force it there; its count is that of syncs.")
                .labelValues();
        batches = gauges.histogram(
                        "liveshelf_store_sync_steps", "How many steps shared a sync, looks included.", BATCHES)
                .labelValues();
    }

    /** Counts an answer of the engine. */
    void answered(Verb verb, long nanos, @Nullable Throwable failure) {
        of(times, verb).observe(nanos / SECOND);
        if (!verb.changes()) {
            return;
        }
        if (failure == null) {
            of(done, verb).inc();
            step.changed(nanos);
        } else {
            changes.labelValues(verb.label(), outcome(failure)).inc();
        }
    }

    @Override
    public void ended(Hold.End end, Duration age) {
        of(ages, end).observe(Math.max(0, age.toMillis()) / 1_000.0);
    }

    @Override
    public void synced(int steps, long nanos) {
        syncs.observe(nanos / SECOND);
        batches.observe(steps);
    }

    private static <K, V> V of(Map<K, V> meters, K key) {
        return Objects.requireNonNull(meters.get(key));
    }

    /** Returns the kind of a refusal, as one word of few: not_enough. */
    private static String outcome(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }
}
