package dev.liveshelf.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/**
 * Makes metrics in one registry of ours. Without exemplars and native histograms: the library has a thread for those, which
 * a container would never get rid of.
 */
final class Gauges {

    /** In seconds: from what nobody notices to what nobody waits for. */
    private static final double[] SECONDS = {
        .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
    };

    private final PrometheusRegistry registry;

    Gauges(PrometheusRegistry registry) {
        this.registry = registry;
    }

    Counter counter(String name, String help, String... labels) {
        Counter.Builder builder = Counter.builder();
        builder.withoutExemplars();
        return builder.name(name).help(help).labelNames(labels).register(registry);
    }

    void counted(String name, String help, DoubleSupplier count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(counter -> counter.call(count.getAsDouble()))
                .register(registry);
    }

    /** Of times in seconds. */
    Histogram times(String name, String help, String... labels) {
        return histogram(name, help, SECONDS, labels);
    }

    Histogram histogram(String name, String help, double[] bounds, String... labels) {
        Histogram.Builder builder = Histogram.builder();
        builder.withoutExemplars();
        return builder.classicOnly()
                .classicUpperBounds(bounds)
                .name(name)
                .help(help)
                .labelNames(labels)
                .register(registry);
    }

    /** Shows a value as it is when somebody asks; a negative one is unknown, and not shown. */
    void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> {
                    double now = value.getAsDouble();
                    if (now >= 0) {
                        gauge.call(now);
                    }
                })
                .register(registry);
    }

    GaugeWithCallback.Builder gauges(String name, String help, String... labels) {
        return GaugeWithCallback.builder().name(name).help(help).labelNames(labels);
    }
}
