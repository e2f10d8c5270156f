package dev.liveshelf.metrics;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last hour, in memory: about 20 KB. Any thread. */
public final class History {

    /** How far samples are apart. */
    public static final Duration STEP = Duration.ofSeconds(15);

    private static final int SAMPLES = (int) Duration.ofHours(1).dividedBy(STEP);

    private final Deque<Sample> samples = new ArrayDeque<>(SAMPLES); // guarded by this

    History() {}

    synchronized void add(Sample sample) {
        if (samples.size() == SAMPLES) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /** Returns them, oldest first. */
    public synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }
}
