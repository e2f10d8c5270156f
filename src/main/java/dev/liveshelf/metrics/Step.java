package dev.liveshelf.metrics;

import java.time.Instant;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** What has been counted since the last {@link Sample}. Any thread. */
final class Step {

    private static final double MILLI = 1e6;

    private final LongAdder wakes = new LongAdder();
    private final LongAccumulator longestWake = new LongAccumulator(Math::max, 0);
    private final LongAdder changes = new LongAdder();
    private final LongAdder changing = new LongAdder();

    void woke(long nanos) {
        wakes.increment();
        longestWake.accumulate(nanos);
    }

    void changed(long nanos) {
        changes.increment();
        changing.add(nanos);
    }

    /** Ends the step, and begins the next. By one thread. */
    Sample end(Instant at, int polls, int streams) {
        long woken = wakes.sumThenReset();
        double wake = longestWake.getThenReset() / MILLI;
        long changed = changes.sumThenReset();
        double change = changing.sumThenReset() / MILLI;
        return new Sample(
                at, polls, streams, woken, changed, woken == 0 ? null : wake, changed == 0 ? null : change / changed);
    }
}
