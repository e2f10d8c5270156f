package dev.liveshelf.metrics;

import dev.liveshelf.cart.RoomEye;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.atomic.LongAdder;

/** Counts what goes on in the waiting room. */
final class RoomMeters implements RoomEye {

    private static final double SECOND = 1e9;

    private final Step step;
    private final DistributionDataPoint wakes;
    private final LongAdder called = new LongAdder();
    private final LongAdder told = new LongAdder();

    /** By how much lanes told more than they were called for. */
    private final LongAdder more = new LongAdder();

    private final LongAdder sentAway = new LongAdder();

    RoomMeters(Gauges gauges, Step step) {
        this.step = step;
        wakes = gauges.times(
                        "liveshelf_wake_seconds",
                        "Time from the beginning of a wake until its last viewer was told; its count is that of wakes.")
                .labelValues();
        gauges.counted("liveshelf_told_total", "Viewers told by wakes.", told::sum);
        gauges.gauge(
                "liveshelf_viewers_untold",
                "Viewers whom a wake has still to tell.",
                () -> Math.max(0, called.sum() + more.sum() - told.sum()));
        gauges.counted("liveshelf_drained_total", "Viewers sent away because the shop closes.", sentAway::sum);
    }

    @Override
    public void calls(int viewers) {
        called.add(viewers);
    }

    @Override
    public void told() {
        told.increment();
    }

    @Override
    public void served(int calledHere, int toldHere) {
        more.add(toldHere - calledHere);
    }

    @Override
    public void woke(long nanos) {
        wakes.observe(nanos / SECOND);
        step.woke(nanos);
    }

    @Override
    public void sentAway() {
        sentAway.increment();
    }
}
